import ArgumentParser
import ServiceKit

/// Prints the manual page; for who installs it.
struct ManualCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "manual", abstract: "Print the manual page, in mdoc(7).",
            discussion: Examples.text("zvonok manual > /usr/local/share/man/man1/zvonok.1"), shouldDisplay: false)
    }

    func run() async throws {
        try await reporting { StandardOutput.write(ManualPage(tree: try CommandTree(of: Zvonok.self)).text) }
    }
}

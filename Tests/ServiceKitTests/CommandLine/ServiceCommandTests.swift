import ArgumentParser
import ServiceKit
import Testing

@Suite("The command line")
struct ServiceCommandTests {
    private typealias Command = ServiceCommand<ServiceFixture>

    @Test(
        "Every subcommand is known by its name",
        arguments: [
            ["run"], ["check-config"], ["check-config", "--example"], ["migrate"], ["backup"],
            ["backup", "--directory", "/b"], ["restore", "a.sqlite"], ["verify"], ["verify", "--full"], ["rebuild"],
            ["rebuild", "--feed", "journal.1"], ["skip", "--feed", "j.1", "--sequence", "7", "--reason", "broken"],
            ["version"], [], ["--config", "z.yaml", "--set", "a=1", "--set", "b=2", "--die-at", "x:2"],
            ["verify", "--expect", "1:" + String(repeating: "0", count: 64)],
        ])
    func parses(_ arguments: [String]) throws {
        let parsed = try Command.parseAsRoot(arguments)
        let name = type(of: parsed).configuration.commandName
        #expect(name == (arguments.first.flatMap { $0.hasPrefix("-") ? nil : $0 } ?? "run"))
    }

    @Test(
        "A wrong command line ends with 64",
        arguments: [
            ["restore"], ["skip", "--feed", "j.1"], ["verify", "--expect", "1:xyz"], ["unknown"], ["run", "--unknown"],
            ["skip", "--feed", "j.1", "--sequence", "x", "--reason", "r"],
        ])
    func refuses(_ arguments: [String]) {
        do {
            _ = try Command.parseAsRoot(arguments)
            Issue.record("\(arguments) was parsed")
        } catch {
            #expect(Command.exitCode(for: error).rawValue == ServiceExit.usage.rawValue)
        }
    }

    @Test("Help names every subcommand and exit code, and keeps the fault flag to itself")
    func help() {
        let help = Command.helpMessage()
        for name in ["run", "check-config", "migrate", "backup", "restore", "verify", "rebuild", "skip", "version"] {
            #expect(help.contains("\n  \(name)"), "\(name)")
        }
        #expect(help.contains("Exit codes: 0 done"))
        #expect(!help.contains("die-at"))
    }
}

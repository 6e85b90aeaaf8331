import ArgumentParser
import Foundation

/// The command line every service shares; `run` is what it does when nothing else is named.
public struct ServiceCommand<Program: ServiceProgram>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Program.definition.name,
            abstract: Program.definition.summary,
            discussion: ServiceExit.help,
            subcommands: [
                RunCommand<Program>.self, CheckConfigCommand<Program>.self, MigrateCommand<Program>.self,
                BackupCommand<Program>.self, RestoreCommand<Program>.self, VerifyCommand<Program>.self,
                RebuildCommand<Program>.self, SkipCommand<Program>.self, VersionCommand<Program>.self,
            ],
            defaultSubcommand: RunCommand<Program>.self)
    }

    public init() {}
}

extension ServiceProgram {
    /// The whole program: parses the command line, does what it says, and ends the process with its code.
    /// - Parameter arguments: nil for those of the process.
    public static func main(_ arguments: [String]? = nil) async {
        await ServiceCommand<Self>.main(arguments)
    }
}

/// Where the configuration comes from; shared by all subcommands.
struct ConfigurationArguments: ParsableArguments {
    @Option(
        name: .long, help: "The YAML configuration file; without it, the file ZVONOK_CONFIG names.",
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Set a key, before environment and file; may be repeated.", valueName: "key=value"))
    var flags: [String] = []

    func invocation(dieAt: String? = nil) -> ServiceInvocation {
        ServiceInvocation(
            sources: ConfigurationSources(
                file: config, environment: ProcessInfo.processInfo.environment, flags: flags,
                workingDirectory: FileManager.default.currentDirectoryPath),
            dieAt: dieAt)
    }
}

/// The hidden flag of fault tests.
struct FaultArguments: ParsableArguments {
    @Option(name: .customLong("die-at"), help: .hidden)
    var dieAt: String?
}

extension ServiceExit {
    /// Ends the command with this code; `ok` returns.
    func finish() throws {
        if self != .ok { throw ExitCode(rawValue) }
    }
}

import ArgumentParser
import ServiceKit

/// The operator's command.
struct Zvonok: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "zvonok",
            abstract: "The operator's command: makes keys, a sample city, and moves its clock.",
            discussion: """
                It owns nothing: it asks the services. What they are and where stands in its configuration file; \
                `zvonok check-config --example` prints one.

                \(ServiceExit.help)
                """,
            subcommands: [
                ImportCommand.self, SampleCityCommand.self, ClockCommand.self, KeysCommand.self,
                OperatorConfigCommand.self,
            ])
    }
}

/// Reports an error on standard error and ends with the code it stands for.
func reporting(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let code as ExitCode {
        throw code
    } catch {
        StandardError.write("zvonok: \(error)\n")
        throw ExitCode(ServiceExit(operatorError: error).rawValue)
    }
}

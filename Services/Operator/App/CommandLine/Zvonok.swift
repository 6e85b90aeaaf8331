import ArgumentParser
import ServiceKit

/// The operator's command.
struct Zvonok: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "zvonok",
            abstract: "The operator's command of a Zvonok cluster.",
            discussion: """
                It owns nothing: it asks the services. What they are and where stands in its configuration file, which \
                --config or ZVONOK_CONFIG names; `zvonok check-config --example` prints one, `zvonok manual` the manual page.

                \(ExitCodes.help)

                """
                    + Examples.text(
                        "zvonok check-config --example > zvonok.yaml", "export ZVONOK_CONFIG=$PWD/zvonok.yaml",
                        "zvonok status --watch", "zvonok follow --mark 0199a3c2-5f7e-7c30-8d11-2f6d0b7a9e54",
                        "zvonok --generate-completion-script bash > zvonok.bash"),
            subcommands: [
                StatusCommand.self,
                FollowCommand.self,
                KeysCommand.self,
                VerifyCommand.self,
                ClusterBackupCommand.self,
                ClusterRestoreCommand.self,
                ImportCommand.self,
                SampleCityCommand.self,
                ClockCommand.self,
                OperatorConfigCommand.self,
                ManualCommand.self,
            ])
    }
}

/// Reports an error on standard error and ends with the code it stands for.
func reporting(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let code as ExitCode {
        throw code
    } catch let stop as Interrupted {
        StandardError.write("zvonok: \(stop)\n")
        throw ExitCode(stop.exitCode)
    } catch {
        StandardError.write(SafeText.paragraph("zvonok: \(error)") + "\n")
        throw ExitCode(ServiceExit(operatorError: error).rawValue)
    }
}

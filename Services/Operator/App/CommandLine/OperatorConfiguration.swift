import ArgumentParser
import Foundation
import ServiceKit

/// Where the operator's configuration comes from.
struct OperatorConfiguration: ParsableArguments {
    @Option(
        help: "The YAML configuration file; without it, the file ZVONOK_CONFIG names.",
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Set a key, before environment and file; may be repeated.", valueName: "key=value"))
    var flags: [String] = []

    func load() throws(ConfigurationError) -> ConfigurationValues {
        try ConfigurationLoader(keys: OperatorKeys.all).load(
            ConfigurationSources(
                file: config, environment: ProcessInfo.processInfo.environment, flags: flags,
                workingDirectory: FileManager.default.currentDirectoryPath))
    }
}

struct OperatorConfigCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check-config",
            abstract: "Print every key with its value and where it comes from, or every mistake (exit 78).",
            discussion: Examples.text(
                "zvonok check-config --example > zvonok.yaml", "zvonok check-config --config zvonok.yaml"))
    }

    @OptionGroup var source: OperatorConfiguration
    @Flag(help: "Print a commented example of the configuration file instead.") var example = false

    func run() async throws {
        try await reporting {
            if example { return StandardOutput.write("\(ConfigurationExample(keys: OperatorKeys.all))") }
            let configuration = try source.load()
            _ = try OperatorFiles.keys(configuration)
            StandardOutput.write(configuration.listing + "\n")
        }
    }
}

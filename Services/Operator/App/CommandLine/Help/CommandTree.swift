import ArgumentParser
import Foundation

/// The commands with their arguments, as ArgumentParser describes them (`--experimental-dump-help`): what help,
/// completions and the manual page have in common.
struct CommandTree: Decodable, Sendable {
    let command: Command

    struct Command: Decodable, Sendable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let defaultSubcommand: String?
        private let shouldDisplay: Bool?
        private let subcommands: [Command]?
        private let arguments: [Argument]?

        var isShown: Bool { shouldDisplay ?? true }
        /// Without those that are hidden and `help`, which every tool has.
        var children: [Command] { (subcommands ?? []).filter { $0.isShown && $0.commandName != "help" } }
        /// Without those that are hidden and `--help`.
        var shownArguments: [Argument] {
            (arguments ?? []).filter { $0.shouldDisplay && $0.names?.contains { $0.name == "help" } != true }
        }
    }

    struct Argument: Decodable, Sendable {
        enum Kind: String, Decodable, Sendable { case positional, option, flag }

        let kind: Kind
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?
        let discussion: String?
    }

    struct Name: Decodable, Sendable {
        enum Kind: String, Decodable, Sendable { case long, short, longWithSingleDash }

        let kind: Kind
        let name: String
    }

    /// - Throws: `DecodingError` where ArgumentParser describes commands in another form than is known here.
    init(of root: any ParsableCommand.Type) throws {
        self = try JSONDecoder().decode(CommandTree.self, from: Data(root._dumpHelp().utf8))
    }

    /// Every command that is shown, with the words that lead to it, the root first.
    var all: [(path: [String], command: Command)] { Self.flattened(command, []) }

    private static func flattened(_ command: Command, _ path: [String]) -> [(path: [String], command: Command)] {
        let path = path + [command.commandName]
        return [(path, command)] + command.children.flatMap { flattened($0, path) }
    }
}

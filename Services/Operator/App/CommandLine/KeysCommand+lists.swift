import ArgumentParser
import EventFeed
import Foundation
import ServiceKit
import ZeroMQ

extension KeysCommand {
    /// Where keys are changed.
    struct Places: ParsableArguments {
        @OptionGroup var source: OperatorConfiguration
        @Option(
            name: .customLong("at"), parsing: .singleValue,
            help: ArgumentHelp("Only at this service; may be repeated.", valueName: "service"))
        var services: [String] = []

        func work(_ body: (KeyWork) async throws -> Void) async throws {
            try await reporting {
                let configuration = try source.load()
                let places = try ServicePlace.chosen(services, configuration)
                try await ClusterPorts.open(places, configuration) { ports in
                    try await body(
                        KeyWork(
                            ports: ports, tell: { StandardOutput.write($0 + "\n") },
                            warn: { StandardError.write("zvonok: \($0)\n") }))
                }
            }
        }
    }

    struct ListKeys: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: "Print each service's senders, their rights and public keys.",
                discussion: Examples.text("zvonok keys list", "zvonok keys list --at notifier"))
        }

        @OptionGroup var places: Places

        func run() async throws {
            try await places.work { StandardOutput.write(try $0.text()) }
        }
    }

    struct AllowKey: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "allow", abstract: "Give a public key the rights of a role, under a sender's name.",
                discussion: """
                    Goes to the services that the role has to do with. A sender that is there with the same rights \
                    gets one key more. A list that a service does not take is put back. A key that begins with a dash \
                    is written after --.

                    """
                        + Examples.text(
                            "zvonok keys allow statistics --role statistics -- \"$(cat statistics.pub)\"",
                            "zvonok keys allow importer --role importer --school all -- \"$(cat my.pub)\""))
        }

        @OptionGroup var places: Places
        @Argument(help: "The sender's name.") var name: String
        @Argument(help: "Its public key, 40 characters of Z85.", transform: publicKey) var key: CurvePublicKey
        @Option(
            help: "What it may do: see zvonok keys --help.", completion: .list(Role.all.map(\.name)),
            transform: roleNamed)
        var role: Role
        @Option(
            name: .customLong("school"), parsing: .singleValue,
            help: "A school it may act for, by id, or all; may be repeated.")
        var schools: [String] = []
        @Option(
            name: .customLong("actor"), parsing: .singleValue,
            help: "A person it may act for, by id, or all; may be repeated. For itself it always may.")
        var actors: [String] = []

        func validate() throws {
            let (schools, actors) = (try choice(schools), try choice(actors))
            guard role.needsSchools || (schools == .only([]) && actors == .only([])) else {
                throw ValidationError("the role \(role.name) commands nothing: it takes no --school and no --actor")
            }
            guard !role.needsSchools || schools != .only([]) else {
                throw ValidationError(
                    "the role \(role.name) commands for schools: name them by --school, or --school all")
            }
            guard !name.isEmpty, !name.contains(":") else { throw ValidationError("a name has no colon") }
        }

        func run() async throws {
            let entry = AllowListEntry(
                name: name, keys: [key], role: role, schools: try choice(schools), actors: try choice(actors))
            try await places.work { try await $0.allow(entry) }
        }

        private func choice(_ texts: [String]) throws -> Choice<UUID> {
            if texts == ["all"] { return .all }
            return .only(
                Set(
                    try texts.map { text in
                        guard let id = UUID(uuidString: text) else { throw ValidationError("\(text) is no id") }
                        return id
                    }))
        }
    }

    struct RevokeKey: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "revoke", abstract: "Take a sender, or one of its keys, out of the allow-lists.",
                discussion: """
                    It holds at once, for connections that stand too: their next request is refused, what waits for \
                    news is dropped, and no new connection comes about. All lists are changed and all services told, \
                    whichever of them does not answer; what was taken out is never put back. Exit 69 names those that \
                    still go by their old list: give the same command again.

                    """
                        + Examples.text(
                            "zvonok keys revoke importer", "zvonok keys revoke importer --key \"$(cat importer.pub)\""))
        }

        @OptionGroup var places: Places
        @Argument(help: "The sender's name.") var name: String
        @Option(parsing: .unconditional, help: "Only this public key of its keys.", transform: publicKey)
        var key: CurvePublicKey?

        func run() async throws {
            try await places.work { try await $0.revoke(name, key: key) }
        }
    }

    struct RotateKey: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "rotate", abstract: "Give a sender another key; the old one is valid until --finish.",
                discussion: """
                    With --secret-key, the file of the present key: makes the new one, has it allowed wherever the \
                    sender stands, then puts it in the file's place (the old one stays beside it, .old, until \
                    --finish). With --new-key the sender has made it itself. Then have the sender use it (a service: \
                    restart it), and finish. Broken off, the same command goes on.

                    """
                        + Examples.text(
                            "zvonok keys rotate importer --secret-key importer.key",
                            "zvonok keys rotate importer --secret-key importer.key --finish"))
        }

        @OptionGroup var places: Places
        @Argument(help: "The sender's name.") var name: String
        @Option(help: "The file with its present secret key.", completion: .file()) var secretKey: String?
        @Option(parsing: .unconditional, help: "Its new public key.", transform: publicKey) var newKey: CurvePublicKey?
        @Flag(help: "The old key is valid no more; without --secret-key the key that was added last stays.")
        var finish = false

        func validate() throws {
            guard finish || (secretKey == nil) != (newKey == nil) else {
                throw ValidationError("name either --secret-key FILE or --new-key KEY")
            }
            guard !finish || newKey == nil else { throw ValidationError("--finish takes no new key") }
        }

        func run() async throws {
            try await places.work { work in
                let rotation = KeyRotation(work: work, name: name, secretKeyFile: secretKey)
                if finish { try await rotation.finish() } else { try await rotation.begin(given: newKey) }
            }
        }
    }

    @Sendable
    private static func publicKey(_ text: String) throws -> CurvePublicKey {
        guard let key = try? CurvePublicKey(z85: text) else {
            throw ValidationError("expected a public key, 40 characters of Z85")
        }
        return key
    }

    @Sendable
    private static func roleNamed(_ text: String) throws -> Role {
        guard let role = Role.named(text) else {
            throw ValidationError("expected one of \(Role.all.map(\.name).joined(separator: ", "))")
        }
        return role
    }
}

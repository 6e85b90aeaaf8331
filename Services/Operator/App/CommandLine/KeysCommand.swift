import ArgumentParser
import ServiceKit
import ZeroMQ

struct KeysCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "keys", abstract: "CURVE keys: whose may do what.",
            discussion: """
                allow, revoke and rotate edit the services' allow-lists, as far as they lie on this machine \
                (services[].allow-list of the configuration): each file is replaced at one stroke, comments stay, and \
                the service reads it again at once, even if its list says so already. Everything else in the lists \
                stays as it is. Exit 69: a service was not reached and goes by its old list; 73: done, but lists on \
                other machines are left. The same command goes on where it was broken off.

                Roles:
                \(Role.all.map { "  \($0.name) – \($0.purpose)" }.joined(separator: "\n"))
                """,
            subcommands: [
                MakeKey.self, ShowKey.self, ListKeys.self, AllowKey.self, RevokeKey.self, RotateKey.self,
            ])
    }

    struct MakeKey: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "make",
                abstract: "Write a new secret key to a file of mode 0600 and print the public key.",
                discussion: "An existing file is never overwritten.\n\n"
                    + Examples.text("zvonok keys make /etc/zvonok/keys/notifier.key"))
        }

        @Argument(help: "The file to write.", completion: .file()) var file: String

        func run() async throws {
            try await reporting {
                let keys = try CurveKeyPair.make()
                try keys.write(to: file)
                StandardOutput.write(keys.publicKey.z85 + "\n")
            }
        }
    }

    struct ShowKey: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show", abstract: "Print the public key of a secret key's file.",
                discussion: Examples.text("zvonok keys show /etc/zvonok/keys/notifier.key"))
        }

        @Argument(help: "The file with the secret key.", completion: .file()) var file: String

        func run() async throws {
            try await reporting {
                StandardOutput.write(try CurveKeyPair(contentsOf: file).publicKey.z85 + "\n")
            }
        }
    }
}

import ArgumentParser
import Foundation
import ServiceKit

struct VerifyCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify", abstract: "Have every service verify itself, and hold readers against owners.",
            discussion: """
                Each service checks its file and its feed's chain, on from where it last ended; with --full from the \
                beginning. Then each owner is asked whether its feed has been where its readers stand. Exit 65 where \
                something is wrong, 69 where a service was not to be asked.

                """ + Examples.text("zvonok verify", "zvonok verify journal-writer --full"))
    }

    @OptionGroup var source: OperatorConfiguration
    @Argument(help: "The services; none named: all.") var services: [String] = []
    @Flag(help: "From the beginning, and whole files.") var full = false

    func run() async throws {
        try await reporting {
            let configuration = try source.load()
            let places = try ServicePlace.chosen(services, configuration)
            let code = try await ClusterPorts.open(places, configuration) { ports in
                let work = VerifyWork(ports: ports, progress: ProgressLine()) { StandardOutput.write($0 + "\n") }
                return try await work.run(isFull: full)
            }
            if code != .ok { throw ExitCode(code.rawValue) }
        }
    }
}

struct ClusterBackupCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup", abstract: "Back up the whole running cluster into a folder.",
            discussion: """
                Readers before owners, while all go on working; each writes a checked copy of its store into the \
                folder, which must be theirs to write to and zvonok's to read. When all are done, \
                \(ClusterManifest.fileName) there says where each feed ended and how far each reader was; a folder \
                without it is no complete backup. The lists of erasures (erasures-FEED.txt) go with it, as they are \
                then. Keep the services' own, in their backup.directory, apart from it and up to date: a restore \
                erases again by the newest.

                """ + Examples.text("zvonok backup /var/backups/zvonok/2026-09-15"))
    }

    @OptionGroup var source: OperatorConfiguration
    @Argument(help: "The folder; made if it is not there.", completion: .directory) var folder: String

    func run() async throws {
        try await reporting {
            let configuration = try source.load()
            let places = try ServicePlace.chosen([], configuration)
            _ = try await ClusterPorts.open(places, configuration) { ports in
                try await BackupWork(ports: ports, progress: ProgressLine()) { StandardOutput.write($0 + "\n") }
                    .make(in: absolute(folder))
            }
        }
    }
}

struct ClusterRestoreCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore", abstract: "Restore the cluster, or some of its services, from a cluster's backup.",
            discussion: """
                With --plan it only says what would come of it: which subscription goes on, which is to be rebuilt, \
                what may be mailed again, what is erased again and by which lists, what stands in the way. Without, it \
                says the same, and if nothing stands in the way has each service's own program put its backup in the \
                store's place (the services must be stopped; a store that is there is kept aside), and ends with what \
                is left to do. Exit 65: nothing was touched; 73: some services are restored and others are not, and \
                the command that goes on is told.

                """
                    + Examples.text(
                        "zvonok restore /var/backups/zvonok/2026-09-15 --plan",
                        "zvonok restore /var/backups/zvonok/2026-09-15",
                        "zvonok restore /var/backups/zvonok/2026-09-15 --only notifier"))
    }

    @OptionGroup var source: OperatorConfiguration
    @Argument(help: "The backup's folder.", completion: .directory) var folder: String
    @Flag(help: "Only say what would come of it.") var plan = false
    @Option(
        help: ArgumentHelp(
            "Put each store into a folder of its service's name here, instead of where its configuration has it.",
            valueName: "folder"), completion: .directory)
    var into: String?
    @Option(
        name: .customLong("only"), parsing: .singleValue,
        help: ArgumentHelp("Only this service; may be repeated. The others stay as they are.", valueName: "service"))
    var services: [String] = []
    @Option(
        name: .customLong("erasures"), parsing: .singleValue,
        help: ArgumentHelp(
            "Another list of erasures, erasures-FEED.txt, such as a newer one; may be repeated.", valueName: "file"),
        completion: .file())
    var erasures: [String] = []

    func run() async throws {
        try await reporting {
            let configuration = try source.load()
            let chosen = Set(try ServicePlace.chosen(services, configuration).map(\.name))
            let work = RestoreWork(
                folder: absolute(folder), places: try ServicePlace.chosen([], configuration), chosen: chosen,
                target: into.map(absolute), erasures: erasures.map(absolute), configuration: configuration,
                commandLine: commandLine
            ) { StandardOutput.write($0 + "\n") }
            let prepared = try await work.plan()
            StandardOutput.write(prepared.text)
            if !plan { try await work.run(prepared) }
        }
    }

    /// This command without the choice of services.
    private var commandLine: String {
        let words =
            ["zvonok", "restore", absolute(folder)] + (source.config.map { ["--config", absolute($0)] } ?? [])
            + source.flags.flatMap { ["--set", $0] } + (into.map { ["--into", absolute($0)] } ?? [])
            + erasures.flatMap { ["--erasures", absolute($0)] }
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

/// A word as a shell takes it for one.
enum ShellWord {
    static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-=:,@+".contains($0)) }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}

private func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
        .standardizedFileURL.path
}

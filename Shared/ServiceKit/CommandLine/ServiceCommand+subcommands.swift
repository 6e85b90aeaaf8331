import ArgumentParser

struct RunCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "run",
            abstract: "Run the service until SIGTERM or SIGINT; SIGHUP reads the configuration again.",
            discussion: "Makes a missing store. A store that needs migrations is refused: see migrate.")
    }

    @OptionGroup var source: ConfigurationArguments
    @OptionGroup var fault: FaultArguments

    func run() async throws {
        try await ServiceOperations(Program.definition, source.invocation(dieAt: fault.dieAt)).run().finish()
    }
}

struct CheckConfigCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check-config",
            abstract: "Print every key with its value and where it comes from, or every mistake (exit 78).")
    }

    @OptionGroup var source: ConfigurationArguments
    @Flag(help: "Print a commented example of the configuration file instead.") var example = false

    func run() async throws {
        let operations = ServiceOperations(Program.definition, source.invocation())
        try await (example ? operations.printExample() : operations.checkConfiguration()).finish()
    }
}

struct MigrateCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "migrate", abstract: "Make the store, or bring its schema up to date.",
            discussion: "The service must be stopped. There is no way back but a backup: make one first.")
    }

    @OptionGroup var source: ConfigurationArguments

    func run() async throws {
        try await ServiceOperations(Program.definition, source.invocation()).migrate().finish()
    }
}

struct BackupCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup", abstract: "Write a checked copy of the store with its manifest.",
            discussion: "A running service is asked to do it; it goes on serving meanwhile.")
    }

    @OptionGroup var source: ConfigurationArguments
    @Option(help: "Where to write, on the service's host; without it, backup.directory.") var directory: String?

    func run() async throws {
        try await ServiceOperations(Program.definition, source.invocation())
            .perform(.backup(directory: directory)).finish()
    }
}

struct RestoreCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore", abstract: "Put a backup in the store's place; the present store is kept aside.",
            discussion: "The service must be stopped. The store gets a new epoch. What was erased since the backup is "
                + "erased again, by the list of erasures in backup.directory, the one beside the backup, and those "
                + "that --erasures names.")
    }

    @OptionGroup var source: ConfigurationArguments
    @Argument(help: "The backup's .sqlite file; its manifest must lie beside it.", completion: .file())
    var backup: String
    @Option(
        name: .customLong("erasures"), parsing: .singleValue,
        help: "Another list of this feed's erasures, such as a newer one from another machine; may be repeated.",
        completion: .file())
    var erasures: [String] = []
    @Flag(help: "Change nothing; print in JSON what a restore would meet. Exit 65 where something stands in the way.")
    var check = false

    func run() async throws {
        let operations = ServiceOperations(Program.definition, source.invocation())
        guard check else { return try await operations.restore(backup: backup, erasures: erasures).finish() }
        try await operations.checkRestore(backup: backup, erasures: erasures).finish()
    }
}

struct VerifyCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: "Check the store: the file, the feed's chain, the newest backup's head in it.",
            discussion: "Goes on from where the last verification ended. Exit 65 where something is wrong.")
    }

    @OptionGroup var source: ConfigurationArguments
    @Flag(help: "From the beginning, and the whole file.") var full = false
    @Option(
        help: ArgumentHelp("A point the feed must still hold.", valueName: "sequence:hash"),
        transform: { text in
            guard let expectation = ChainExpectation(text) else {
                throw ValidationError("expected SEQUENCE:HASH, the hash as 64 hexadecimal digits")
            }
            return expectation
        })
    var expect: ChainExpectation?

    func run() async throws {
        try await ServiceOperations(Program.definition, source.invocation())
            .perform(.verify(VerifyRequest(isFull: full, expectation: expect))).finish()
    }
}

struct RebuildCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rebuild", abstract: "Build a projection anew from its feed; the old one serves meanwhile.",
            discussion: "A running service is asked, and goes on with it when this command ends; a stopped one does "
                + "it at its next start. Touches nothing the service owns: its own feed and epoch stay.")
    }

    @OptionGroup var source: ConfigurationArguments
    @OptionGroup var fault: FaultArguments
    @Option(help: "The feed whose projection it is; without it, all.") var feed: String?

    func run() async throws {
        try await ServiceOperations(Program.definition, source.invocation(dieAt: fault.dieAt))
            .perform(.rebuild(RebuildRequest(feed: feed))).finish()
    }
}

struct SkipCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "skip", abstract: "Leave out one event that cannot be applied; recorded, and kept by rebuilds."
        )
    }

    @OptionGroup var source: ConfigurationArguments
    @Option(help: "The feed the event stands in.") var feed: String
    @Option(help: "The event's sequence.") var sequence: Int64
    @Option(help: "Why; names no person.") var reason: String

    func run() async throws {
        try await ServiceOperations(Program.definition, source.invocation())
            .perform(.skip(SkipRequest(feed: feed, sequence: sequence, reason: reason))).finish()
    }
}

struct VersionCommand<Program: ServiceProgram>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "version", abstract: "Print name, version, commit and schema versions.")
    }

    @OptionGroup var source: ConfigurationArguments

    func run() async throws {
        try ServiceOperations(Program.definition, source.invocation()).printVersion().finish()
    }
}

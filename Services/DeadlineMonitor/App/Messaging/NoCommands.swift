import EventFeed
import School

/// The monitor carries out no command yet: its log grows by policy alone.
struct NoCommands: CommandHandler {
    let commandNames: Set<String> = []

    /// Never called: a command of any name is refused before it comes here.
    func handle(_ command: Command, in transaction: CommandTransaction) throws {
        throw Rejection(.unknown, field: "name", "the monitor carries out no commands")
    }
}

import EventFeed

/// The notifier is asked nothing: what it does follows from what it reads.
struct NoCommands: CommandHandler {
    let commandNames: Set<String> = []

    func handle(_ command: Command, in transaction: CommandTransaction) throws {}
}

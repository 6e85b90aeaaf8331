import ArgumentParser

/// What an operator allows an import.
struct ImportTerms: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How much of a kind may end, of more than \(RosterLoss.few).", valueName: "percent"))
    var mayEnd = RosterLoss.usualShare
    @Flag(help: "Take it although a later file of the same source was taken already.") var older = false

    func validate() throws {
        guard (0...100).contains(mayEnd) else { throw ValidationError("--may-end takes 0 to 100, not \(mayEnd)") }
    }
}

/// Command lines as a help shows them: the end of a discussion.
enum Examples {
    /// What they stand under.
    static let heading = "Examples:"
    private static let indent = "  "

    static func text(_ lines: String...) -> String {
        ([heading] + lines.map { indent + $0 }).joined(separator: "\n")
    }

    /// Whether a line of a discussion stands as it is typed.
    static func isLiteral(_ line: some StringProtocol) -> Bool { line.hasPrefix(indent) }
}

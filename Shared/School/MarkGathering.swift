/// How long mail about marks waits, so that a family is not written to for each of them. Services start from these
/// values; what an operator sets, or a family wishes for itself, goes before the standard.
public enum MarkGathering {
    /// Minutes over which marks are gathered into one mail for a family that has not said.
    public static let standardMinutes = 20
    /// Minutes within which a teacher takes a slip back and no family is written to about it: no mail leaves earlier,
    /// however short a time somebody wishes (rules of the regulation, 3).
    public static let undoMinutes = 10
}

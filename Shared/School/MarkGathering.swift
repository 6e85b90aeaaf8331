/// How long mail about marks waits, so that a family is not written to for each of them. Services start from these
/// values; what an operator sets, or a family wishes for itself, goes before the standard.
public enum MarkGathering {
    /// Minutes over which marks are gathered into one mail for a family that has not said.
    public static let standardMinutes = 20
}

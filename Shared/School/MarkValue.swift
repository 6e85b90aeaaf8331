/// What is written in the journal's cell for one work.
public enum MarkValue: Hashable, Sendable {
    /// A number; which ones make sense is the scale's to say (``MarkScale/allows(_:)``).
    case points(Int)
    /// Зачёт.
    case pass
    /// Незачёт.
    case fail
    /// «Точка»: the pupil owes the work, a mark will follow.
    case owed
}

/// Whose account it is.
///
/// Raw values equal the numbers of the same cases in `diary_accounts.proto`, so the store keeps them.
public enum Holder: Int, CaseIterable, Hashable, Sendable {
    /// A parent or another legal representative, who sees each child for whom they stand.
    case guardian = 1
    /// The pupil, who sees their own diary.
    case pupil = 2
}

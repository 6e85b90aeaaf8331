import ServiceKit

/// Whose personal data a route shows.
public enum Reads: Hashable, Sendable {
    /// Nobody's: figures, forms, files.
    case nobody
    /// Only what belongs to whoever asks.
    case own
    /// Others' data, of these kinds: each answer says whose, and it is recorded before the answer leaves.
    case others(Set<ReadRecord.Subject.Kind>)

    /// Others' data, of this kind.
    public static func others(_ kind: ReadRecord.Subject.Kind) -> Reads { .others([kind]) }

    var isRecorded: Bool { if case .others = self { true } else { false } }

    func allows(_ subject: ReadRecord.Subject) -> Bool {
        if case .others(let kinds) = self { kinds.contains(subject.kind) } else { false }
    }
}

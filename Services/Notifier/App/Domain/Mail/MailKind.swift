/// Raw values equal the numbers of the same cases in `deliveries.proto`, so a store may keep them.
public enum MailKind: Int, CaseIterable, Sendable {
    /// To a guardian: new, changed and withdrawn marks of one child.
    case marks = 1
    /// To a member of staff: what is overdue.
    case overdue = 2

    /// As metrics and keys name it.
    public var name: String {
        switch self {
        case .marks: "marks"
        case .overdue: "overdue"
        }
    }
}

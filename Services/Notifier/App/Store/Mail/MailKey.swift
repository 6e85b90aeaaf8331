import EventFeed
import Foundation

/// A mail's id follows from whom it is for and what caused it: decided again, it is found to be there already, and its
/// Message-ID stays the same whatever happens to this store.
public enum MailKey {
    /// Frozen: another one would make every mail a new one.
    static let namespace = UUID(
        uuid: (
            0x7A, 0x76, 0x6F, 0x6E, 0x6F, 0x6B, 0x5D, 0x01, 0x9E, 0x0C, 0x6D, 0x61, 0x69, 0x6C, 0x00, 0x01
        ))

    /// - Parameter event: the event that opened the window.
    public static func marks(recipient: UUID, child: UUID, event: UUID) -> UUID {
        id(.marks, [recipient, child, event].map(text))
    }

    /// - Parameter instant: of the gathering, microseconds UTC.
    public static func overdue(recipient: UUID, school: UUID, instant: Int64) -> UUID {
        id(.overdue, [recipient, school].map(text) + ["\(instant)"])
    }

    private static func id(_ kind: MailKind, _ parts: [String]) -> UUID {
        .version5(namespace: namespace, name: ([kind.name] + parts).joined(separator: "/"))
    }

    private static func text(_ id: UUID) -> String { id.uuidString.lowercased() }
}

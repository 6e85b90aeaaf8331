import Foundation

/// Who looked at whose personal data, where and when. It says nothing of what was seen.
public struct ReadRecord: Hashable, Sendable {
    /// Who looked.
    public enum Actor: Hashable, Sendable {
        /// A member of staff, by person id.
        case staff(UUID)
        /// A parent or pupil, by the journal's person id.
        case family(UUID)
        /// A program, by its token's name.
        case bearer(String)
    }

    /// Whose data was shown: one person, or all that belong to something.
    public struct Subject: Hashable, Sendable {
        public enum Kind: String, CaseIterable, Hashable, Sendable {
            case pupil, guardian, staff, lesson, group, school
            case schoolClass = "class"
        }

        public let kind: Kind
        public let id: UUID

        public init(_ kind: Kind, _ id: UUID) {
            self.kind = kind
            self.id = id
        }
    }

    public let actor: Actor
    public let subject: Subject
    /// The route's name in the service's route table.
    public let route: String
    /// Microseconds UTC.
    public let at: Int64

    public init(actor: Actor, subject: Subject, route: String, at: Int64) {
        self.actor = actor
        self.subject = subject
        self.route = route
        self.at = at
    }
}

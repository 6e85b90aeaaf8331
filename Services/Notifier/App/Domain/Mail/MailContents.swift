import Foundation
import School

/// What a mail tells, before it is put into words.
public enum MailContents: Hashable, Sendable {
    case marks(MarkMail)
    case overdue(OverdueMail)
}

/// A child's marks for one guardian.
public struct MarkMail: Hashable, Sendable {
    /// What stands in a work's cell, and what it is for.
    public struct Told: Hashable, Sendable {
        public let mark: UUID
        public let subject: String?
        public let day: Day
        /// The number of the kind in `journal_works.proto`; nil where the work is not known any more.
        public let workKind: Int?
        public let before: CellValue
        public let after: CellValue

        public init(
            mark: UUID, subject: String?, day: Day, workKind: Int?, before: CellValue, after: CellValue
        ) {
            self.mark = mark
            self.subject = subject
            self.day = day
            self.workKind = workKind
            self.before = before
            self.after = after
        }
    }

    public let child: UUID
    /// The given name; nil where the card was erased.
    public let childName: String?
    /// In the order of day and subject.
    public let told: [Told]

    public init(child: UUID, childName: String?, told: [Told]) {
        self.child = child
        self.childName = childName
        self.told = told.sorted {
            ($0.day, $0.subject ?? "", $0.mark.uuidString) < ($1.day, $1.subject ?? "", $1.mark.uuidString)
        }
    }
}

/// What one member of staff has not entered in time.
public struct OverdueMail: Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        public let alert: UUID
        public let lesson: UUID
        /// The number of the rule in `alerts.proto`.
        public let rule: Int
        public let clause: String
        public let day: Day
        public let lessonNumber: Int?
        /// Such as «5А», or the group's name.
        public let group: String?
        public let subject: String?
        /// Where the school is.
        public let due: SchoolZone.Local

        public init(
            alert: UUID, lesson: UUID, rule: Int, clause: String, day: Day, lessonNumber: Int?, group: String?,
            subject: String?, due: SchoolZone.Local
        ) {
            self.alert = alert
            self.lesson = lesson
            self.rule = rule
            self.clause = clause
            self.day = day
            self.lessonNumber = lessonNumber
            self.group = group
            self.subject = subject
            self.due = due
        }
    }

    /// The day the mail is of, where the school is.
    public let today: Day
    /// In the order of their due instants.
    public let items: [Item]

    public init(today: Day, items: [Item]) {
        self.today = today
        self.items = items.sorted {
            ($0.due, $0.day, $0.lessonNumber ?? 0, $0.rule, $0.alert.uuidString)
                < ($1.due, $1.day, $1.lessonNumber ?? 0, $1.rule, $1.alert.uuidString)
        }
    }
}

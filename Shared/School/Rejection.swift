/// Why a command was not carried out: a word for programs, the place, and a sentence for a person.
///
/// `PROTOCOL.md`, "Rejections", lists every code and when a retry makes sense.
public struct Rejection: Error, Equatable, Sendable {
    /// The machine's word for it, in kebab case.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A required field is absent.
        public static let missing = Code(rawValue: "missing")
        /// A value that no such field may hold: a wrong length, range, enumeration value or combination.
        public static let invalid = Code(rawValue: "invalid")
        /// Longer or more than the named limit.
        public static let tooLarge = Code(rawValue: "too-large")
        /// Refers to a thing that this school does not have.
        public static let unknown = Code(rawValue: "unknown")
        /// The id of the new thing is taken.
        public static let exists = Code(rawValue: "exists")
        /// Made against a version that is no longer the present one.
        public static let conflict = Code(rawValue: "conflict")
        /// The course, the lesson or the calendar does not allow it.
        public static let notAllowed = Code(rawValue: "not-allowed")
        /// A mark that the course's scale does not have.
        public static let outsideScale = Code(rawValue: "outside-scale")
        /// The pupil does not belong to the group on that day.
        public static let notInGroup = Code(rawValue: "not-in-group")
        /// The lesson was cancelled.
        public static let lessonCancelled = Code(rawValue: "lesson-cancelled")
        /// A day before the lesson's.
        public static let beforeLesson = Code(rawValue: "before-lesson")
        /// A day that has not come.
        public static let inFuture = Code(rawValue: "in-future")
        /// Only card events can be erased.
        public static let notErasable = Code(rawValue: "not-erasable")
    }

    /// The two sides of a lost race.
    public struct Conflict: Equatable, Sendable {
        public let currentVersion: UInt64
        public let currentValue: String
        public let proposedValue: String

        public init(currentVersion: UInt64, currentValue: String, proposedValue: String) {
            self.currentVersion = currentVersion
            self.currentValue = currentValue
            self.proposedValue = proposedValue
        }
    }

    public let code: Code
    /// Path of the field that was wrong, such as `entries[3].pupil_id`; nil where no one field is to blame.
    public let field: String?
    public let message: String
    public let conflict: Conflict?
    /// Worth another try after so many milliseconds.
    public let retryAfterMilliseconds: UInt32?
    /// Of a whole made of many parts: what is wrong with each, the first of them said above too.
    public let problems: [Rejection]

    public init(
        _ code: Code, field: String? = nil, _ message: String, conflict: Conflict? = nil,
        retryAfterMilliseconds: UInt32? = nil, problems: [Rejection] = []
    ) {
        self.code = code
        self.field = field
        self.message = message
        self.conflict = conflict
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.problems = problems
    }
}

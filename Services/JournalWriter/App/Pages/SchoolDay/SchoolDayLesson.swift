import School

/// A lesson of a school's day, and what is entered in it.
struct SchoolDayLesson: Sendable {
    enum Entry: Sendable {
        case entered, missing
        /// A topic that came before the lesson's day, or a roll of before the lesson moved to later: it does not count
        /// yet.
        case toConfirm
        /// Homework where none is expected.
        case notAsked
    }

    let head: LessonHead
    let isOver: Bool
    let topic: Entry
    let homework: Entry
    let roll: Entry

    init(_ head: LessonHead, at time: SchoolTime) {
        self.head = head
        isOver = time.hasEnded(head.date, head.end)
        topic =
            time.countsAsTopic(head.topicAt, of: head.date)
            ? .entered : head.topic == nil ? .missing : .toConfirm
        let policy = head.course.policy
        let owesHomework = policy.homework == .expected && !policy.isExtracurricular
        homework = head.homework != nil ? .entered : owesHomework ? .missing : .notAsked
        roll =
            time.countsAsRoll(head.rollTakenAt, of: head.date, at: head.start)
            ? .entered : head.rollVersion == 0 ? .missing : .toConfirm
    }

    /// Whether something lacks after the bell.
    var isLacking: Bool {
        isOver && head.cancellation == nil
            && [topic, homework, roll].contains { $0 == .missing || $0 == .toConfirm }
    }
}

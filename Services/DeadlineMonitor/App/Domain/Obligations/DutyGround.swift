import School

/// What a lesson's duties rest on besides the lesson.
struct DutyGround: Sendable {
    let policy: CoursePolicy
    /// The class's year; nil where pupils of several classes meet.
    let parallel: Int?
    let zones: ZoneHistory
}

import Foundation
import School

/// Whether one pupil was there.
struct Attendance: Hashable, Sendable {
    static let present = Attendance(recorded: .present, minutesLate: nil)

    let code: AttendanceCode
    /// With `late` alone.
    let minutesLate: Int?

    /// - Throws: `missing` or `invalid` where the minutes do not go with the code.
    init(_ code: AttendanceCode, minutesLate: Int?, _ field: String) throws(Rejection) {
        if code == .late, minutesLate == nil {
            throw Rejection(.missing, field: field, "late by how many minutes is missing")
        }
        guard code.allows(minutesLate: minutesLate) else {
            let limits = AttendanceCode.minutesLate
            throw Rejection(
                .invalid, field: field,
                "minutes late are \(limits.lowerBound) to \(limits.upperBound) and stand with the code late alone")
        }
        self.init(recorded: code, minutesLate: minutesLate)
    }

    /// As it was recorded: not judged again.
    init(recorded code: AttendanceCode, minutesLate: Int?) {
        self.code = code
        self.minutesLate = minutesLate
    }

    var words: String { minutesLate.map { "\(code), \($0) minutes" } ?? "\(code)" }
}

struct RollEntry: Hashable, Sendable {
    let pupil: UUID
    let attendance: Attendance
}

/// What a decision about a lesson's roll rests on.
struct RollState: Sendable {
    /// 0 while the roll has not been taken.
    let version: Version
    /// When it was last taken, microseconds UTC.
    let takenAt: Int64?
    let date: Day
    let start: MinuteOfDay
    let isCancelled: Bool
    /// Everyone who was not simply present.
    let entries: Set<RollEntry>
    /// Of the pupils the command names: those of this school, and those in the lesson's group on its day.
    let known: Set<UUID>
    let members: Set<UUID>

    func attendance(of pupil: UUID) -> Attendance {
        entries.first { $0.pupil == pupil }?.attendance ?? .present
    }

    func checkOpen(_ time: SchoolTime) throws(Rejection) {
        guard !isCancelled else { throw .cancelledLesson }
        guard time.hasOpened(date, start) else {
            throw Rejection(
                .inFuture, field: "lesson_id",
                "the lesson begins on \(date) at \(start); its roll opens ten minutes before")
        }
    }

    func checkMember(_ pupil: UUID, _ field: String) throws(Rejection) {
        guard known.contains(pupil) else { throw .unknown("pupil", field) }
        guard members.contains(pupil) else {
            throw Rejection(.notInGroup, field: field, "the pupil is not in the lesson's group on \(date)")
        }
    }
}

struct TakeRoll: Equatable, Sendable {
    /// The most pupils one roll names.
    static let maximumEntries = 500

    let lesson: UUID
    /// 0 takes the roll for the first time.
    let expected: Version
    let entries: [RollEntry]

    /// - Throws: `too-large` or, for a pupil named twice, `invalid`.
    init(lesson: UUID, expected: Version, entries: [RollEntry]) throws(Rejection) {
        guard entries.count <= Self.maximumEntries else {
            throw Rejection(
                .tooLarge, field: "entries",
                "the roll names \(entries.count) pupils; the limit is \(Self.maximumEntries)")
        }
        var named = Set<UUID>()
        for (index, entry) in entries.enumerated() where !named.insert(entry.pupil).inserted {
            throw Rejection(.invalid, field: "entries[\(index)].pupil_id", "the pupil is named twice")
        }
        self.lesson = lesson
        self.expected = expected
        self.entries = entries
    }

    /// The same roll again says nothing new, unless the lesson has moved since to where the roll was taken too early for
    /// it: then it is taken once more, since only so does it count.
    func decide(on state: RollState, time: SchoolTime, enteredAt: Int64?) throws(Rejection) -> RollTaken? {
        let proposed = Set(entries.filter { $0.attendance != .present })
        try VersionRule.check(
            expected, against: state.version, present: words(state), proposed: Self.words(proposed.count))
        try state.checkOpen(time)
        for (index, entry) in entries.enumerated() {
            try state.checkMember(entry.pupil, "entries[\(index)].pupil_id")
        }
        if state.version > 0, proposed == state.entries,
            time.countsAsRoll(state.takenAt, of: state.date, at: state.start)
        {
            return nil
        }
        return RollTaken(lesson: lesson, version: state.version + 1, entries: entries, enteredAt: enteredAt)
    }

    private func words(_ state: RollState) -> String {
        state.version == 0 ? "no roll" : Self.words(state.entries.count)
    }

    private static func words(_ count: Int) -> String {
        count == 0 ? "all present" : "\(count) not simply present"
    }
}

struct ChangeAttendance: Equatable, Sendable {
    let lesson: UUID
    let expected: Version
    let entry: RollEntry

    func decide(on state: RollState, time: SchoolTime, enteredAt: Int64?) throws(Rejection) -> AttendanceChanged? {
        guard state.version > 0 else {
            throw Rejection(.notAllowed, field: "lesson_id", "the roll of this lesson has not been taken yet")
        }
        let present = state.attendance(of: entry.pupil)
        try VersionRule.check(
            expected, against: state.version, present: present.words, proposed: entry.attendance.words)
        try state.checkOpen(time)
        try state.checkMember(entry.pupil, "entry.pupil_id")
        guard entry.attendance != present else { return nil }
        return AttendanceChanged(lesson: lesson, version: state.version + 1, entry: entry, enteredAt: enteredAt)
    }
}

struct RollTaken: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let entries: [RollEntry]
    let enteredAt: Int64?
}

struct AttendanceChanged: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let entry: RollEntry
    let enteredAt: Int64?
}

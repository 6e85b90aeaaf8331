import Foundation
import School

/// A lesson's page of the journal: its pupils, its works, who was there and which marks stand.
struct LessonSheet: Equatable, Sendable {
    let head: LessonHead
    /// By name, as they stand in the class's list.
    let pupils: [PupilLine]
    /// Those not withdrawn, in the order they were made.
    let works: [WorkHead]

    func pupil(_ id: UUID) -> PupilLine? { pupils.first { $0.pupil == id } }
    func work(_ id: UUID) -> WorkHead? { works.first { $0.work == id } }
}

/// One pupil's line.
struct PupilLine: Equatable, Sendable {
    let pupil: UUID
    /// Nil where no card is left.
    let name: PersonName?
    let attendance: Attendance
    /// Whether they are in the lesson's group on its day; the others are here for what was entered of them.
    let isMember: Bool
    /// When it was recorded that a pupil taken for absent had been there, microseconds UTC.
    let correctedAt: Int64?
    /// The standing mark for each work that has one.
    let marks: [UUID: StandingMark]
    /// Of an absent pupil, by work: what shows that they did it.
    let worked: [UUID: WorkDone]
}

/// A pupil's newest mark that was more than a «точка» once, also if it was withdrawn or is a «точка» now: the pupil did
/// the work by then.
struct WorkDone: Equatable, Sendable {
    /// The day the mark stands for.
    let date: Day
    /// When a «точка» became a mark, microseconds UTC; nil for what was given as a mark.
    let turnedAt: Int64?

    /// The day on which it was done, as far as the journal knows.
    func day(in zones: ZoneHistory) -> Day {
        turnedAt.map { max(date, zones.local(at: $0).day) } ?? date
    }
}

struct StandingMark: Equatable, Sendable {
    let mark: UUID
    let version: Version
    let value: MarkValue
    /// The day it stands for.
    let date: Day
}

struct WorkHead: Equatable, Sendable {
    let work: UUID
    let version: Version
    let kind: WorkKind
    let weight: Int
    let marksRequired: Bool
    /// Of homework: the day it was due.
    let due: Day?
}

extension PersonName {
    /// «Иванова Анна Петровна».
    var full: String { [family, given, patronymic].compactMap(\.self).joined(separator: " ") }

    /// «Иванова А. П.», not broken over lines.
    var short: String {
        let initials = [given, patronymic ?? ""].compactMap(\.first).map { "\($0)." }
        return ([family] + initials).joined(separator: "\u{A0}")
    }

    /// «Иванова Анна»: as in a class's list.
    var listed: String { "\(family) \(given)" }

    /// By which people look for a name: without case, and with ё where е stands.
    var sortKey: String { String(full.lowercased().map { $0 == "ё" ? "е" : $0 }) }
}

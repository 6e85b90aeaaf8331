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
    /// The standing mark for each work that has one.
    let marks: [UUID: StandingMark]
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

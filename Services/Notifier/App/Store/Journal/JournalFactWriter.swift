import EventFeed
import Foundation
import GRDB
import School

/// Writes the facts of a journal.
struct JournalFactWriter {
    /// From the beginning of time, for the zone a school was registered with.
    static let always = Int32.min

    let statements: FactStatements

    private var event: FeedEvent { statements.event }
    private var source: Int64 { statements.source }

    func write(_ fact: JournalFact) throws {
        switch fact {
        case .schoolRegistered, .schoolZoneSet, .staffCard, .staffLeft, .staffReturned: try writeStaff(fact)
        case .classOpened, .classRenamed, .groupOpened, .groupRenamed, .courseOpened, .courseRenamed:
            try writeGroup(fact)
        case .pupilCard, .guardianship, .guardianshipEnded: try writeFamily(fact)
        case .lessonScheduled, .lessonMoved, .lessonDropped, .lessonCancelled: try writeLesson(fact)
        case .workCreated, .markGiven, .markChanged, .markWithdrawn: try writeMark(fact)
        case .cardsErased(let sequences): try erase(sequences)
        }
    }

    private func writeStaff(_ fact: JournalFact) throws {
        switch fact {
        case .schoolRegistered(let school, let zone):
            try statements.run("INSERT INTO school_zone VALUES (?, ?, ?, ?)", [source, school, Self.always, zone])
        case .schoolZoneSet(let since, let zone):
            try statements.change(Self.setZone, [source, event.school, since.rawValue, zone, Self.always])
        case .staffCard(let staff, let email):
            try statements.run("INSERT INTO staff_card VALUES (?, ?, ?, ?)", [source, event.sequence, staff, email])
        case .staffLeft(let staff, let lastDay):
            try statements.run("INSERT OR REPLACE INTO staff_end VALUES (?, ?, ?)", [source, staff, lastDay.rawValue])
        case .staffReturned(let staff):
            try statements.change("DELETE FROM staff_end WHERE source = ? AND staff_id = ?", [source, staff])
        default: break
        }
    }

    private func writeGroup(_ fact: JournalFact) throws {
        switch fact {
        case .classOpened(let id, let parallel, let letter):
            try statements.run("INSERT INTO school_class VALUES (?, ?, ?, ?)", [source, id, parallel, letter])
        case .classRenamed(let id, let letter):
            try statements.change(
                "UPDATE school_class SET letter = ? WHERE source = ? AND class_id = ?", [letter, source, id])
        case .groupOpened(let group, let name, let classID):
            try statements.run("INSERT INTO study_group VALUES (?, ?, ?, ?)", [source, group, name, classID])
        case .groupRenamed(let group, let name):
            try statements.change(
                "UPDATE study_group SET name = ? WHERE source = ? AND group_id = ?", [name, source, group])
        case .courseOpened(let course, let name):
            try statements.run("INSERT INTO course VALUES (?, ?, ?)", [source, course, name])
        case .courseRenamed(let course, let name):
            try statements.change(
                "UPDATE course SET name = ? WHERE source = ? AND course_id = ?", [name, source, course])
        default: break
        }
    }

    private func writeFamily(_ fact: JournalFact) throws {
        switch fact {
        case .pupilCard(let pupil, let given):
            try statements.run("INSERT INTO pupil_card VALUES (?, ?, ?, ?)", [source, event.sequence, pupil, given])
        case .guardianship(let id, let guardian, let pupil, let firstDay):
            try statements.run(
                "INSERT INTO guardianship VALUES (?, ?, ?, ?, ?, ?)",
                [source, id, guardian, pupil, firstDay.rawValue, event.recordedAt])
        case .guardianshipEnded(let id, let lastDay):
            try statements.change(Self.endGuardianship, [source, id, event.recordedAt, lastDay.rawValue])
        default: break
        }
    }

    private func writeLesson(_ fact: JournalFact) throws {
        let stands = LessonStands(statements: statements)
        switch fact {
        case .lessonScheduled(let lesson, let day, let number, let group, let course):
            try statements.run(
                "INSERT INTO lesson VALUES (?, ?, ?, ?, ?, ?, ?)",
                [source, lesson, event.school, day.rawValue, number, group, course])
            try stands.begin(lesson, on: day)
        case .lessonMoved(let lesson, let day, let number):
            try statements.change(
                """
                UPDATE lesson SET date = COALESCE(?, date), number = COALESCE(?, number)
                WHERE source = ? AND lesson_id = ?
                """,
                [day?.rawValue, number, source, lesson])
            if let day { try stands.move(lesson, to: day) }
        case .lessonDropped(let lesson):
            try statements.change("DELETE FROM lesson WHERE source = ? AND lesson_id = ?", [source, lesson])
            try stands.end(lesson)
        case .lessonCancelled(let lesson): try stands.end(lesson)
        default: break
        }
    }

    private func writeMark(_ fact: JournalFact) throws {
        switch fact {
        case .workCreated(let work, let lesson, let kind):
            try statements.change(Self.createWork, [source, work, lesson, kind])
        case .markGiven(let mark, let work, let pupil, let value, let day):
            try statements.change(Self.giveMark, [source, mark, event.school, pupil, work, day.rawValue])
            try record(mark, value)
        case .markChanged(let mark, let value): try record(mark, value)
        case .markWithdrawn(let mark): try record(mark, nil)
        default: break
        }
    }

    private func record(_ mark: UUID, _ value: CellValue) throws {
        try statements.change(
            """
            INSERT INTO mark_change SELECT source, ?3, ?4, mark_id, ?5, ?6 FROM mark WHERE source = ?1 AND mark_id = ?2
            """,
            [source, mark, event.recordedAt, event.id, value.map(StoredMark.number), event.traceID])
    }

    private func erase(_ sequences: [Int64]) throws {
        let pupils = try statements.persons("pupil_id", of: "pupil_card", at: sequences)
        let staff = try statements.persons("staff_id", of: "staff_card", at: sequences)
        try statements.erase("pupil_card", at: sequences)
        try statements.erase("staff_card", at: sequences)
        try MailTable(database: statements.database).forgetBytes(of: pupils + staff)
    }

    private static let setZone = """
        INSERT INTO school_zone (source, school_id, since, zone)
        SELECT source, school_id, ?3, ?4 FROM school_zone WHERE source = ?1 AND school_id = ?2 AND since = ?5
        ON CONFLICT (source, school_id, since) DO UPDATE SET zone = excluded.zone
        """

    /// An end may be corrected: what was known when a mark was recorded stays known.
    private static let endGuardianship = """
        INSERT INTO guardianship_end SELECT source, guardianship_id, ?3, ?4 FROM guardianship
        WHERE source = ?1 AND guardianship_id = ?2
        """

    private static let createWork = """
        INSERT INTO work SELECT source, ?2, lesson_id, ?4 FROM lesson WHERE source = ?1 AND lesson_id = ?3
        """

    private static let giveMark = """
        INSERT INTO mark SELECT source, ?2, ?3, ?4, work_id, ?6 FROM work WHERE source = ?1 AND work_id = ?5
        """
}

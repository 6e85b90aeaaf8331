import EventFeed
import Foundation
import School

extension FactWriter {
    func write(_ fact: DirectoryFact) throws {
        switch fact {
        case .schoolRegistered(let school, let name, let zone): try register(school, name, zone)
        case .schoolRenamed(let name):
            try change("UPDATE school SET name = ? WHERE source = ? AND school_id = ?", [name, source, event.school])
        case .schoolZoneSet(let since, let zone):
            try change(Self.setZone, [source, event.school, since.rawValue, zone])
            try turn.refreshLessons(of: event.school, from: since - 1)
        case .classOpened(let classID, let parallel, let letter):
            try change(Self.openClass, [source, classID, event.school, parallel, letter])
        case .classRenamed(let classID, let letter):
            try change("UPDATE class SET letter = ? WHERE source = ? AND class_id = ?", [letter, source, classID])
        case .groupOpened(let group, let name, let classID, let isWholeClass):
            try change(Self.openGroup, [source, group, event.school, name, classID, isWholeClass])
        case .groupRenamed(let group, let name):
            try change("UPDATE study_group SET name = ? WHERE source = ? AND group_id = ?", [name, source, group])
        case .courseRenamed(let course, let name):
            try change("UPDATE course SET name = ? WHERE source = ? AND course_id = ?", [name, source, course])
        case .courseOpened(let course, let name, let policy): try open(course, name, policy)
        case .coursePolicyChanged(let course, let policy): try change(course, policy)
        case .pupilEnrolled(let enrolment): try enrol(enrolment)
        case .enrolmentEnded(let enrolment, let lastDay): try end(enrolment, lastDay)
        case .timetableApproved(let timetable, let days, let weekdays): try approve(timetable, days, weekdays)
        }
    }

    private func register(_ school: UUID, _ name: String, _ zone: String) throws {
        try change("INSERT INTO school (source, school_id, name) VALUES (?, ?, ?)", [source, school, name])
        try change(
            "INSERT INTO school_zone (source, school_id, since, zone) VALUES (?, ?, ?, ?)",
            [source, school, Turn.always, zone])
    }

    private func open(_ course: UUID, _ name: String, _ policy: CoursePolicy) throws {
        try change(
            Self.openCourse,
            [
                source, course, event.school, name, policy.marks.rawValue, policy.homework.rawValue,
                policy.countsInFilling, policy.isExtracurricular,
            ])
    }

    private func change(_ course: UUID, _ policy: CoursePolicy) throws {
        try change(
            """
            UPDATE course SET marks = ?, homework = ?, counts_in_filling = ?, extracurricular = ?
            WHERE source = ? AND course_id = ?
            """,
            [
                policy.marks.rawValue, policy.homework.rawValue, policy.countsInFilling, policy.isExtracurricular,
                source, course,
            ])
        try turn.refreshLessons(of: course)
    }

    private func enrol(_ enrolment: Enrolment) throws {
        let (classID, group): (UUID?, UUID?) =
            switch enrolment.target {
            case .classID(let id): (id, nil)
            case .group(let id): (nil, id)
            }
        try change(
            Self.enrolPupil,
            [source, enrolment.id, event.school, enrolment.pupil, classID, group, enrolment.firstDay.rawValue])
        try turn.refreshWorks(classID: classID, group: group, from: enrolment.firstDay)
    }

    private func end(_ id: UUID, _ lastDay: Day) throws {
        let found = try turn.statement(
            "SELECT class_id, group_id, last_day FROM enrolment WHERE source = ? AND enrolment_id = ?"
        ).first([source, id]) { row in (row[0] as UUID?, row[1] as UUID?, row[2] as Int32?) }
        guard let (classID, group, before) = found else { throw untold }
        try change(
            "UPDATE enrolment SET last_day = ? WHERE source = ? AND enrolment_id = ?", [lastDay.rawValue, source, id])
        let last = before.map { min(Day(rawValue: $0), lastDay) } ?? lastDay
        try turn.refreshWorks(classID: classID, group: group, from: last + 1)
    }

    /// The week of each class, and of each group of several, from the timetable's first day on.
    private func approve(_ timetable: UUID, _ inForce: ClosedRange<Day>, _ weekdays: [UUID: Set<Int>]) throws {
        var cohorts: [UUID: Set<Int>] = [:]
        for (group, days) in weekdays {
            guard let cohort = try turn.cohort(of: group) else { throw untold }
            cohorts[cohort, default: []].formUnion(days)
        }
        let before = try turn.statement("SELECT cohort_id FROM cohort_week WHERE source = ? AND timetable_id = ?")
            .all([source, timetable]) { $0[0] as UUID }
        try turn.run("DELETE FROM cohort_week WHERE source = ? AND timetable_id = ?", [source, timetable])
        for (cohort, days) in cohorts {
            try change(
                """
                INSERT INTO cohort_week (source, cohort_id, first_day, last_day, timetable_id, has_saturday)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    source, cohort, inForce.lowerBound.rawValue, inForce.upperBound.rawValue, timetable,
                    SchoolWeek(taughtOn: days) == .sixDay,
                ])
        }
        // In one order, whatever the hashes: what a replay appends must follow in the same.
        for cohort in Set(before).union(cohorts.keys).sorted() {
            try turn.refreshWorks(of: cohort, from: nil, to: nil)
        }
    }

    private static let setZone = """
        INSERT INTO school_zone (source, school_id, since, zone)
        SELECT source, school_id, ?3, ?4 FROM school WHERE source = ?1 AND school_id = ?2
        ON CONFLICT (source, school_id, since) DO UPDATE SET zone = excluded.zone
        """

    private static let openClass = """
        INSERT INTO class (source, class_id, school_id, parallel, letter)
        SELECT source, ?2, school_id, ?4, ?5 FROM school WHERE source = ?1 AND school_id = ?3
        """

    private static let openGroup = """
        INSERT INTO study_group (source, group_id, school_id, name, class_id, whole_class)
        SELECT source, ?2, school_id, ?4, ?5, ?6 FROM school WHERE source = ?1 AND school_id = ?3
        """

    private static let openCourse = """
        INSERT INTO course (source, course_id, school_id, name, marks, homework, counts_in_filling, extracurricular)
        SELECT source, ?2, school_id, ?4, ?5, ?6, ?7, ?8 FROM school WHERE source = ?1 AND school_id = ?3
        """

    private static let enrolPupil = """
        INSERT INTO enrolment (source, enrolment_id, school_id, pupil_id, class_id, group_id, first_day)
        SELECT source, ?2, school_id, ?4, ?5, ?6, ?7 FROM school WHERE source = ?1 AND school_id = ?3
        """
}

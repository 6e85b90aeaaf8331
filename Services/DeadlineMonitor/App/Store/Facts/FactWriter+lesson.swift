import EventFeed
import Foundation
import Regulation
import School

extension FactWriter {
    func write(_ fact: LessonFact) throws {
        switch fact {
        case .scheduled(let lesson): try schedule(lesson)
        case .moved(let lesson, let move): try self.move(try known(lesson), move)
        case .dropped(let lesson): try drop(try known(lesson))
        case .cancelled(let lesson): try cancel(try known(lesson))
        case .topicRecorded(let lesson): try recordTopic(try known(lesson))
        case .homeworkRecorded(let lesson): try recordHomework(try known(lesson))
        case .rollTaken(let lesson, let absent): try takeRoll(try known(lesson), absent)
        case .attendanceChanged(let lesson, let pupil, let isAbsent):
            try changeAttendance(try known(lesson), pupil, isAbsent)
        }
    }

    private func known(_ id: UUID) throws -> JournalLesson {
        guard let lesson = try turn.lesson(id) else { throw untold }
        return lesson
    }

    private func schedule(_ scheduled: ScheduledLesson) throws {
        guard let group = try turn.group(scheduled.group), group.school == event.school else { throw untold }
        let lesson = JournalLesson(scheduled, school: event.school, classID: group.classID)
        try turn.insert(lesson)
        try turn.refreshDuties(of: lesson)
        try turn.refreshHomework(around: lesson)
        try turn.calendarChanged(lesson.cohort, lesson.day)
    }

    private func move(_ old: JournalLesson, _ move: LessonMove) throws {
        var lesson = old.moved(move)
        try judgeEntries(of: &lesson)
        try turn.update(lesson)
        try turn.refreshDuties(of: lesson)
        // The old day first, not by hashes: what a replay appends must follow in the same order.
        for day in old.day == lesson.day ? [lesson.day] : [old.day, lesson.day] {
            try turn.refreshHomework(group: lesson.group, day: day)
        }
        try turn.refreshWorks(of: lesson)
        if old.day != lesson.day {
            for day in [old.day, lesson.day] { try turn.calendarChanged(lesson.cohort, day) }
        }
    }

    private func cancel(_ old: JournalLesson) throws {
        var lesson = old
        lesson.isCancelled = true
        try turn.update(lesson)
        try turn.refreshDuties(of: lesson)
        try turn.refreshHomework(group: lesson.group, day: lesson.day)
        try turn.refreshWorks(of: lesson)
        try turn.calendarChanged(lesson.cohort, lesson.day)
    }

    private func drop(_ lesson: JournalLesson) throws {
        try turn.delete(lesson)
        try turn.forgetDuties(of: lesson)
        try turn.refreshHomework(group: lesson.group, day: lesson.day)
        try turn.refreshWorks(of: lesson)
        try turn.calendarChanged(lesson.cohort, lesson.day)
    }

    /// The first entry that counts is the one that is judged.
    private func recordTopic(_ old: JournalLesson) throws {
        try turn.noteEntry(.topic, of: old, at: event.recordedAt)
        guard old.topicAt == nil, try counts(.topic, old) else { return }
        var lesson = old
        lesson.topicAt = event.recordedAt
        try turn.update(lesson)
        try turn.refreshDuties(of: lesson)
    }

    private func recordHomework(_ old: JournalLesson) throws {
        guard old.homeworkAt == nil else { return }
        var lesson = old
        lesson.homeworkAt = event.recordedAt
        try turn.update(lesson)
        try turn.refreshHomework(around: lesson)
    }

    private func takeRoll(_ old: JournalLesson, _ absent: Set<UUID>) throws {
        let before = try turn.statement(
            "SELECT pupil_id FROM presence WHERE source = ? AND lesson_id = ? AND corrected_on IS NULL"
        ).all([source, old.id]) { $0[0] as UUID }
        for pupil in absent { try setAbsent(old, pupil) }
        for pupil in Set(before).subtracting(absent) { try setPresent(old, pupil) }
        try turn.noteEntry(.attendance, of: old, at: event.recordedAt)
        if old.rollAt == nil, try counts(.attendance, old) {
            var lesson = old
            lesson.rollAt = event.recordedAt
            try turn.update(lesson)
            try turn.refreshDuties(of: lesson)
        }
        try turn.refreshWorks(of: old)
    }

    private func changeAttendance(_ lesson: JournalLesson, _ pupil: UUID, _ isAbsent: Bool) throws {
        if isAbsent { try setAbsent(lesson, pupil) } else { try setPresent(lesson, pupil) }
        try turn.refreshWorks(of: lesson)
    }

    private func setAbsent(_ lesson: JournalLesson, _ pupil: UUID) throws {
        try turn.run(
            """
            INSERT INTO presence (source, lesson_id, pupil_id) VALUES (?, ?, ?)
            ON CONFLICT (source, lesson_id, pupil_id) DO UPDATE SET corrected_on = NULL
            """, [source, lesson.id, pupil])
    }

    /// Of one who was not absent it changes nothing.
    private func setPresent(_ lesson: JournalLesson, _ pupil: UUID) throws {
        let today = try turn.ground(of: lesson).zones.local(at: event.recordedAt).day
        try turn.run(
            """
            UPDATE presence SET corrected_on = ?
            WHERE source = ? AND lesson_id = ? AND pupil_id = ? AND corrected_on IS NULL
            """, [today.rawValue, source, lesson.id, pupil])
    }

    /// Of what was entered in a lesson that stands elsewhere now, the first that counts there is the one that is judged.
    private func judgeEntries(of lesson: inout JournalLesson) throws {
        lesson.topicAt = try turn.firstEntry(.topic, of: lesson)
        lesson.rollAt = try turn.firstEntry(.attendance, of: lesson)
    }

    private func counts(_ rule: Rule, _ lesson: JournalLesson) throws -> Bool {
        turn.rules.regulation.counts(
            rule, recordedAt: event.recordedAt, day: lesson.day, start: lesson.start,
            zones: try turn.ground(of: lesson).zones)
    }
}

extension JournalLesson {
    fileprivate init(_ scheduled: ScheduledLesson, school: UUID, classID: UUID?) {
        self.init(
            id: scheduled.id, school: school, group: scheduled.group, classID: classID, course: scheduled.course,
            teacher: scheduled.teacher, day: scheduled.day, number: scheduled.number, start: scheduled.start,
            end: scheduled.end)
    }
}

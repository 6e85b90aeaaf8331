import EventFeed
import Foundation
import Regulation
import School

extension Turn {
    private static let lessonRules: [Rule] = [.topic, .attendance]

    /// Settles topic and roll of a lesson.
    func refreshDuties(of lesson: JournalLesson) throws {
        let demands = rules.lessons.ownDemands(of: lesson, on: try ground(of: lesson))
        for rule in Self.lessonRules {
            let key = ObligationKey(rule: rule, subject: lesson.id, pupil: nil)
            try settle(key, demands.first { $0.key == key })
        }
    }

    /// Nothing is owed of a lesson that is no more.
    func forgetDuties(of lesson: JournalLesson) throws {
        for rule in Self.lessonRules + [.homework] {
            try settle(ObligationKey(rule: rule, subject: lesson.id, pupil: nil), nil)
        }
    }

    /// Settles homework of a group's lessons on a day, together: some of them may be one.
    func refreshHomework(group: UUID, day: Day) throws {
        try refreshHomework(of: try lessons(group: group, day: day))
    }

    /// Settles homework of a lesson, with those it may be one with.
    func refreshHomework(around lesson: JournalLesson) throws {
        let others = try lessons(group: lesson.group, day: lesson.day)
        let isAlone = !others.contains {
            abs($0.number - lesson.number) == 1 && $0.course == lesson.course && $0.teacher == lesson.teacher
        }
        try refreshHomework(of: isAlone ? others.filter { $0.id == lesson.id } : others)
    }

    private func refreshHomework(of lessons: [JournalLesson]) throws {
        let demands = try rules.lessons.homeworkDemands(of: lessons) { try ground(of: $0) }
        for lesson in lessons {
            let key = ObligationKey(rule: .homework, subject: lesson.id, pupil: nil)
            try settle(key, demands.first { $0.key == key })
        }
    }

    /// Settles everything about the lessons of a course.
    func refreshLessons(of course: UUID) throws { try refresh(try lessons(course: course)) }

    /// Settles everything about a school's lessons from a day on.
    func refreshLessons(of school: UUID, from day: Day) throws { try refresh(try lessons(school: school, from: day)) }

    private func refresh(_ lessons: [JournalLesson]) throws {
        for lesson in lessons {
            try refreshDuties(of: lesson)
            try refreshHomework(around: lesson)
            try refreshWorks(of: lesson)
        }
    }

    /// Brings one obligation and its alerts to what the journal asks for now.
    func settle(_ key: ObligationKey, _ demand: Demand?) throws {
        let present = try obligation(key)
        let settlement = try Settlement(present, demand: demand) { due in
            try ledger.has(key.alertID(due: due), self)
        }
        if var next = settlement.obligation, next != present {
            next.setAt = cause.instant
            try replace(present, by: next)
        } else if settlement.obligation == nil {
            try replace(present, by: nil)
        }
        for change in settlement.changes { try ledger.apply(change, key, self) }
    }
}

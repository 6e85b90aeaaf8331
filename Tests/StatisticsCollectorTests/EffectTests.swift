import Contracts
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import StatisticsCollector

@Suite("Each event has its effect on the figures")
struct EffectTests {
    private let lesson = Sample.id(1)
    private let work = Sample.id(2)
    private let mark = Sample.id(3)

    @Test("a lesson scheduled counts on its date, in the class of its group")
    func scheduled() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson))
        let row = FiguresRow(
            feed: "journal.1", school: Sample.school, classID: Sample.classID, day: Sample.day,
            figures: DayFigures(1, 0, 1, 0, 0, 0, 0, 0))
        #expect(try feed.rows() == [row])
    }

    @Test("a lesson of a group of several classes counts without a class, and not where a class is asked for")
    func severalClasses() throws {
        let feed = try TestFeed()
        let group = Sample.id(9)
        try feed.apply(Sample.groupOpened(group, classID: nil), Sample.scheduled(lesson, group: group))
        #expect(try feed.rows().map(\.classID) == [nil])
        #expect(try feed.rows(classID: Sample.classID).isEmpty)
    }

    @Test("a lesson moved counts on its new date, and what was not moved stays")
    func moved() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.moved(lesson, to: Sample.day + 1))
        #expect(try feed.figures() == DayFigures())
        #expect(
            try feed.figures(completeUntil: Sample.endInMoscow + 86_400_000_000 - 1, day: Sample.day + 1).lessonsHeld
                == 0)
        #expect(
            try feed.figures(completeUntil: Sample.endInMoscow + 86_400_000_000, day: Sample.day + 1).lessonsHeld == 1)
        try feed.apply(Sample.moved(lesson, end: Sample.end + 60))
        #expect(
            try feed.figures(completeUntil: Sample.endInMoscow + 86_400_000_000, day: Sample.day + 1).lessonsHeld == 0)
        #expect(try feed.figures(day: Sample.day + 1) == DayFigures(1, 0, 1, 0, 0, 0, 0, 0))
    }

    @Test("a lesson moved to another teacher alone changes nothing")
    func movedTeacher() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson))
        let before = try feed.dump(source: 1)
        try feed.apply(Sample.moved(lesson))
        #expect(try feed.dump(source: 1) == before)
    }

    @Test("a lesson dropped is as if it had never been")
    func dropped() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.dropped(lesson))
        #expect(try feed.rows().isEmpty)
    }

    @Test("a lesson cancelled after its topic was entered is scheduled, cancelled, never held, and keeps the topic")
    func cancelled() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.topic(lesson), Sample.cancelled(lesson))
        #expect(try feed.figures() == DayFigures(1, 1, 0, 1, 0, 0, 0, 0))
        try feed.apply(Sample.cancelled(lesson))
        #expect(try feed.figures() == DayFigures(1, 1, 0, 1, 0, 0, 0, 0))
    }

    @Test("a topic entered twice, a roll taken twice count once")
    func twice() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.topic(lesson), Sample.roll(lesson))
        try feed.apply(Sample.topic(lesson, "Дроби II"), Sample.roll(lesson, code: .present))
        #expect(try feed.figures() == DayFigures(1, 0, 1, 1, 0, 0, 1, 0))
    }

    @Test("homework counts, and as none set while the entry says so")
    func homework() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.homework(lesson, nil))
        #expect(try feed.figures() == DayFigures(1, 0, 1, 0, 1, 1, 0, 0))
        try feed.apply(Sample.homework(lesson, "§ 4"))
        #expect(try feed.figures() == DayFigures(1, 0, 1, 0, 1, 0, 0, 0))
        try feed.apply(Sample.homework(lesson, nil))
        #expect(try feed.figures().homeworkNone == 1)
    }

    @Test("a mark counts on its own date, also after its lesson was moved, until it is withdrawn")
    func marks() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.work(work, of: lesson))
        try feed.apply(Sample.mark(mark, for: work, on: Sample.day + 3), Sample.moved(lesson, to: Sample.day + 1))
        #expect(try feed.figures(day: Sample.day + 3) == DayFigures(0, 0, 0, 0, 0, 0, 0, 1))
        try feed.apply(Sample.markWithdrawn(mark))
        #expect(try feed.figures(day: Sample.day + 3) == DayFigures())
    }

    @Test("«точка» is no mark; it counts once it becomes one, and no longer when one becomes a «точка»")
    func owed() throws {
        let feed = try TestFeed()
        try feed.apply(Sample.scheduled(lesson), Sample.work(work, of: lesson))
        try feed.apply(Sample.mark(mark, for: work, value: .with { $0.symbol = .owed }))
        #expect(try feed.figures().marks == 0)
        try feed.apply(Sample.markChanged(mark, to: .with { $0.points = 4 }))
        #expect(try feed.figures().marks == 1)
        try feed.apply(Sample.markChanged(mark, to: .with { $0.symbol = .owed }))
        #expect(try feed.figures().marks == 0)
    }

    @Test("the types fetched are those of the figures: no card")
    func types() {
        #expect(
            JournalProjection().types == [
                "SchoolRegistered", "SchoolRenamed", "SchoolZoneSet", "ClassOpened", "GroupOpened", "CourseOpened",
                "CoursePolicyChanged", "TimetableApproved", "AttendanceChanged", "LessonScheduled", "LessonMoved",
                "LessonDropped",
                "LessonCancelled", "TopicRecorded", "HomeworkRecorded", "RollTaken", "WorkCreated", "MarkGiven",
                "MarkChanged", "MarkWithdrawn",
            ])
    }
}

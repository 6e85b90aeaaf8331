import Contracts
import Foundation
import GRDB
import Regulation
import School
import SwiftProtobuf
import Testing

@testable import DeadlineMonitor

@Suite("What a lesson owes in its own hours")
struct LessonAlertTests {
    private let lesson = Sample.id(1)
    /// The lesson ends at 09:15, so homework is due at 10:15, topic and roll at midnight.
    private let homeworkDue = Sample.at(10, 15)
    private let midnight = Sample.at(0, day: 1)

    private func monitor(_ directory: [any Message] = Sample.directory()) throws -> TestMonitor {
        let monitor = try TestMonitor(directory)
        try monitor.play(Sample.scheduled(lesson), at: Sample.at(8, day: -1))
        return monitor
    }

    @Test("An empty lesson is overdue at its instants, and not a microsecond before")
    func empty() throws {
        let monitor = try monitor()
        try monitor.complete(until: homeworkDue - 1)
        #expect(try monitor.alerts().isEmpty)
        try monitor.complete(until: homeworkDue)
        #expect(try monitor.alerts() == ["homework open"])
        try monitor.complete(until: midnight - 1)
        #expect(try monitor.alerts() == ["homework open"])
        try monitor.complete(until: midnight)
        #expect(try monitor.alerts() == ["homework open", "topic open", "attendance open"])
        try monitor.complete(until: midnight + 1_000_000)
        #expect(try monitor.told() == ["AlertRaised", "AlertRaised", "AlertRaised"])
    }

    @Test("What is recorded at the very instant is on time and raises nothing")
    func onTime() throws {
        let monitor = try monitor()
        try monitor.play(Sample.homework(lesson, nil), at: homeworkDue)
        try monitor.play(Sample.topic(lesson), at: midnight - 1)
        try monitor.play(Sample.roll(lesson), at: midnight)
        try monitor.complete(until: midnight + 1)
        #expect(try monitor.told().isEmpty)
    }

    @Test("What is recorded later closes the alert with its lateness, and a second entry changes nothing")
    func late() throws {
        let monitor = try monitor()
        try monitor.play(Sample.homework(lesson), at: homeworkDue + 5 * 60_000_000)
        #expect(try monitor.alerts() == ["homework fulfilled 5"])
        try monitor.play(Sample.homework(lesson, "§ 5"), at: homeworkDue + 60 * 60_000_000)
        #expect(try monitor.alerts() == ["homework fulfilled 5"])
        #expect(try monitor.told() == ["AlertRaised", "AlertClosed"])
    }

    @Test("A topic from before 00:00 of the lesson's day does not count; confirmed on the day it does")
    func earlyTopic() throws {
        let monitor = try monitor()
        try monitor.play(Sample.topic(lesson), at: Sample.at(0) - 1)
        try monitor.complete(until: midnight)
        #expect(try monitor.open().contains("topic"))
        let other = try self.monitor()
        try other.play(Sample.topic(lesson), at: Sample.at(0))
        try other.complete(until: midnight)
        #expect(try other.open() == ["homework", "attendance"])
    }

    @Test("A lesson moved ahead to the day on which its topic was entered early has it; moved on, it is owed again")
    func movedTopic() throws {
        let monitor = try monitor()
        try monitor.play(Sample.topic(lesson), at: Sample.at(12, day: -1))
        try monitor.play(Sample.roll(lesson), at: Sample.at(12, 1, day: -1))
        try monitor.play(Sample.moved(lesson, to: Sample.day - 1), at: Sample.at(13, day: -1))
        try monitor.complete(until: Sample.at(0))
        #expect(try monitor.open() == ["homework"])
        try monitor.play(Sample.moved(lesson, to: Sample.day), at: Sample.at(0, 1))
        try monitor.complete(until: midnight)
        #expect(try monitor.open() == ["homework", "topic", "attendance"])
    }

    /// Hashes differ from day to day, so one of the days would come out of order if they decided.
    @Test("What a move appends comes in one order, the old day's first", arguments: 1...8)
    func orderOfMove(_ offset: Int) throws {
        let monitor = try monitor()
        let (moving, there) = (Sample.id(2), Sample.id(3))
        try monitor.play(Sample.scheduled(moving, number: 2), at: Sample.at(9, day: -1))
        try monitor.play(Sample.scheduled(there, on: Sample.day - offset), at: Sample.at(9, 1, day: -1))
        try monitor.complete(until: midnight)
        try monitor.play(Sample.moved(moving, to: Sample.day - offset), at: midnight + 1)
        let alerts = [(lesson, Sample.at(11, 5)), (there, Sample.at(10, 15, day: -offset))].map { subject, due in
            Sample.data(ObligationKey(rule: .homework, subject: subject, pupil: nil).alertID(due: due))
        }
        #expect(try monitor.closed().filter(alerts.contains) == alerts)
    }

    @Test("Homework counts however early it comes")
    func earlyHomework() throws {
        let monitor = try monitor()
        try monitor.play(Sample.homework(lesson), at: Sample.at(9, day: -1))
        try monitor.complete(until: homeworkDue)
        #expect(try monitor.alerts().isEmpty)
    }

    @Test("A cancelled lesson owes nothing; its open alerts are withdrawn, those closed before stay as they were")
    func cancelled() throws {
        let monitor = try monitor()
        try monitor.play(Sample.homework(lesson), at: homeworkDue + 60_000_000)
        try monitor.complete(until: midnight)
        try monitor.play(Sample.cancelled(lesson), at: midnight + 1)
        #expect(try monitor.alerts() == ["homework fulfilled 1", "topic withdrawn", "attendance withdrawn"])
        let before = try self.monitor()
        try before.play(Sample.cancelled(lesson), at: Sample.at(8))
        try before.complete(until: midnight)
        #expect(try before.alerts().isEmpty)
    }

    @Test("A dropped lesson owes nothing either")
    func dropped() throws {
        let monitor = try monitor()
        try monitor.complete(until: homeworkDue)
        try monitor.play(Sample.dropped(lesson), at: homeworkDue + 1)
        try monitor.complete(until: midnight)
        #expect(try monitor.alerts() == ["homework withdrawn"])
    }

    @Test("A lesson moved on takes its open alert back and raises one for the new instant, once")
    func moved() throws {
        let monitor = try monitor()
        try monitor.complete(until: homeworkDue)
        try monitor.play(Sample.moved(lesson, to: Sample.day + 1), at: homeworkDue + 1)
        #expect(try monitor.alerts() == ["homework withdrawn"])
        try monitor.complete(until: Sample.at(10, 15, day: 1))
        #expect(try monitor.alerts() == ["homework withdrawn", "homework open"])
    }

    @Test("Moved back to where it was overdue, it is overdue by the same alert")
    func movedBack() throws {
        let monitor = try monitor()
        try monitor.complete(until: homeworkDue)
        try monitor.play(Sample.moved(lesson, to: Sample.day + 1), at: homeworkDue + 1)
        try monitor.play(Sample.moved(lesson, to: Sample.day), at: homeworkDue + 10)
        #expect(try monitor.alerts() == ["homework open"])
        #expect(try monitor.told() == ["AlertRaised", "AlertClosed", "AlertReopened"])
    }

    @Test("A double lesson owes homework once, after its last end, and topic and roll each")
    func double() throws {
        let monitor = try monitor()
        try monitor.play(Sample.scheduled(Sample.id(2), number: 2), at: Sample.at(9, day: -1))
        try monitor.complete(until: Sample.at(11, 5) - 1)
        #expect(try monitor.alerts().isEmpty)
        try monitor.complete(until: midnight)
        #expect(try monitor.open().sorted() == ["attendance", "attendance", "homework", "topic", "topic"])
        try monitor.play(Sample.homework(Sample.id(2)), at: midnight + 1)
        #expect(try monitor.open().contains("homework") == false)
    }

    @Test("Parted by a cancellation, the rest of a double lesson owes homework by its own end")
    func parted() throws {
        let monitor = try monitor()
        try monitor.play(Sample.scheduled(Sample.id(2), number: 2), at: Sample.at(9, day: -1))
        #expect(try monitor.due(.homework, lesson) == Sample.at(11, 5))
        try monitor.play(Sample.cancelled(Sample.id(2)), at: Sample.at(8))
        #expect(try monitor.due(.homework, lesson) == homeworkDue)
        #expect(try monitor.due(.homework, Sample.id(2)) == nil)
    }

    @Test("Another teacher makes the next lesson another one")
    func otherTeacher() throws {
        let monitor = try monitor()
        try monitor.play(Sample.scheduled(Sample.id(2), number: 2, teacher: Sample.id(0x7F)), at: Sample.at(9, day: -1))
        #expect(try monitor.due(.homework, lesson) == homeworkDue)
        #expect(try monitor.due(.homework, Sample.id(2)) == Sample.at(11, 5))
    }

    @Test("An extracurricular course owes topic and roll only, one without homework by order no homework")
    func policies() throws {
        let club = try monitor(Sample.directory(extracurricular: true))
        try club.complete(until: midnight)
        #expect(try club.open() == ["topic", "attendance"])
        let none = try monitor(Sample.directory(homework: .none))
        try none.complete(until: midnight)
        #expect(try none.open() == ["topic", "attendance"])
    }

    @Test("A course freed of homework takes open alerts back")
    func policyChanged() throws {
        let monitor = try monitor()
        try monitor.complete(until: homeworkDue)
        try monitor.play(Sample.policyChanged(Sample.policy(.fivePoint, .none)), at: homeworkDue + 1)
        #expect(try monitor.alerts() == ["homework withdrawn"])
    }

    @Test("The alert says what the contract asks for")
    func event() throws {
        let monitor = try monitor()
        try monitor.complete(until: homeworkDue)
        let payload = try #require(
            try monitor.queue.read { try Data.fetchOne($0, sql: "SELECT payload FROM event") })
        let wire = try WireAlertRaised(serializedBytes: payload)
        let key = ObligationKey(rule: .homework, subject: lesson, pupil: nil)
        #expect(wire.alertID == Sample.data(key.alertID(due: homeworkDue)))
        #expect(wire.obligationID == Sample.data(key.id))
        #expect(wire.version == 1 && wire.rule == .homework && wire.ruleVersion == 1 && wire.clause == "3.5")
        #expect(wire.lessonID == Sample.data(lesson) && !wire.hasWorkID && !wire.hasPupilID)
        #expect(wire.groupID == Sample.data(Sample.group) && wire.courseID == Sample.data(Sample.course))
        #expect(wire.classID == Sample.data(Sample.classID) && wire.ownerID == Sample.data(Sample.teacher))
        #expect(wire.date == Sample.day.rawValue && wire.due == homeworkDue && wire.happenedAt == homeworkDue)
    }
}

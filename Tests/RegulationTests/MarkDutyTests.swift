import Foundation
import Regulation
import School
import Testing

@Suite struct MarkDutyTests {
    /// A Thursday; its marks are due on Monday the 7th.
    private let base = "2026-09-03"

    private func duties(_ pupils: [PupilAtWork], base: String? = nil) throws -> [MarkDuty] {
        try rules.markDuties(
            of: pupils, base: day(base ?? self.base), calendar: calendar(.fiveDay), zones: moscow())
    }

    private func pupil(
        _ number: UInt64, _ presence: PupilAtWork.Presence = .present, markedAt instant: Int64? = nil,
        workedOn: String? = nil
    ) throws -> PupilAtWork {
        PupilAtWork(
            pupil: id(number), presence: presence, mark: instant.map { PupilAtWork.Mark(recordedAt: $0) },
            workedOn: try workedOn.map { try day($0) })
    }

    @Test("A work has one obligation for all who were there, fulfilled by the last owed mark")
    func together() throws {
        let open = try duties([try pupil(1, markedAt: 10), try pupil(2)])
        #expect(open.map(\.pupil) == [nil])
        #expect(open.map(\.fulfilledAt) == [nil])
        #expect(open.map(\.due.day) == [try day("2026-09-07")])
        let done = try duties([try pupil(1, markedAt: 10), try pupil(2, markedAt: 30), try pupil(3, markedAt: 20)])
        #expect(done.map(\.fulfilledAt) == [30])
    }

    @Test("Nobody is owed a mark where nobody was there")
    func nobody() throws {
        #expect(try duties([]).isEmpty)
        #expect(try duties([try pupil(1, .absent)]).isEmpty)
    }

    @Test("An absent pupil is owed a mark from the day he did the work, and holds nobody else's up")
    func absent() throws {
        let duties = try duties([
            try pupil(1, markedAt: 10), try pupil(2, .absent),
            try pupil(3, .absent, markedAt: 50, workedOn: "2026-09-10"),
        ])
        #expect(duties.map(\.pupil) == [nil, id(3)])
        #expect(duties.map(\.fulfilledAt) == [10, 50])
        #expect(duties.map(\.due.day) == [try day("2026-09-07"), try day("2026-09-14")])
    }

    @Test("The mark of an absent pupil that was withdrawn is owed by its old due")
    func withdrawn() throws {
        let duties = try duties([try pupil(3, .absent, workedOn: "2026-09-10")])
        #expect(duties.map(\.fulfilledAt) == [nil])
        #expect(duties.map(\.due.day) == [try day("2026-09-14")])
    }

    @Test("A mark of an absent pupil dated before the work was due is counted from the work's own day")
    func workedEarly() throws {
        let duties = try duties([try pupil(3, .absent, markedAt: 1, workedOn: "2026-09-01")])
        #expect(duties.map(\.due.day) == [try day("2026-09-07")])
    }

    @Test("Corrected to present by the work's due: owed with the others")
    func correctedInTime() throws {
        let duties = try duties([try pupil(1), try pupil(2, .correctedToPresent(on: try day("2026-09-07")))])
        #expect(duties.map(\.pupil) == [nil])
        #expect(duties.map(\.fulfilledAt) == [nil])
    }

    @Test("Corrected to present after the work's due: a due of its own, the end of that day")
    func correctedLate() throws {
        let corrected = try pupil(2, .correctedToPresent(on: try day("2026-09-08")))
        let duties = try duties([try pupil(1, markedAt: 10), corrected])
        #expect(duties.map(\.pupil) == [nil, id(2)])
        #expect(duties.map(\.fulfilledAt) == [10, nil])
        #expect(duties[1].due.instant == (try moscow().start(of: day("2026-09-09"))))
        #expect(duties[1].due.reason == .correctedToPresent(on: try day("2026-09-08")))
    }

    @Test("Marks are counted from the lesson, those for homework from the day it was due")
    func markBase() throws {
        let lesson = try day("2026-09-03")
        #expect(MarkBase.day(lesson: lesson, homeworkDue: nil) == lesson)
        #expect(MarkBase.day(lesson: lesson, homeworkDue: try day("2026-09-05")) == (try day("2026-09-05")))
    }
}

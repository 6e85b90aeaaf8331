import Foundation
import School

/// What a later version of a timetable does to the lessons of an earlier one.
///
/// A lesson at the same bell of the same day, for the same group and course, is the same lesson: at most its times and
/// its teacher change. Else a lesson of that group and course on that day takes another bell. What is left over is
/// new, or has no place any more: then it is dropped, unless something was entered in it. Such a lesson is part of the
/// record and stays as it is until somebody cancels it.
struct TimetableChange: Equatable, Sendable {
    let scheduled: [PlannedLesson]
    let moved: [LessonMoved]
    let dropped: [LessonDropped]

    init(from standing: [StandingLesson], to planned: [PlannedLesson]) {
        var pairing = Pairing(standing: standing, planned: planned)
        pairing.pair { SlotKey($0, bell: $0.number) }
        pairing.pair { SlotKey($0, bell: nil) }
        let places = pairing.places
        scheduled = pairing.planned
        moved = standing.compactMap { lesson in places[lesson.lesson].flatMap(lesson.moved) }
        dropped = standing.filter { places[$0.lesson] == nil && !$0.isEntered }.map {
            LessonDropped(lesson: $0.lesson, version: $0.version + 1)
        }
    }

    /// Finds each standing lesson its place among the planned ones.
    private struct Pairing {
        let standing: [StandingLesson]
        /// Those that no standing lesson has taken yet.
        var planned: [PlannedLesson]
        /// Where each lesson that has found its place will be.
        var places: [UUID: PlannedLesson] = [:]

        mutating func pair(by key: (PlannedLesson) -> SlotKey) {
            let unplaced = standing.reversed().filter { places[$0.lesson] == nil }
            var waiting = Dictionary(grouping: unplaced) { key($0.plan) }
            var left: [PlannedLesson] = []
            for plan in planned {
                if let lesson = waiting[key(plan)]?.popLast() {
                    places[lesson.lesson] = plan
                } else {
                    left.append(plan)
                }
            }
            planned = left
        }
    }

    private struct SlotKey: Hashable {
        let date: Day
        let bell: Int?
        let group: UUID
        let course: UUID

        init(_ plan: PlannedLesson, bell: Int?) {
            date = plan.date
            self.bell = bell
            group = plan.group
            course = plan.course
        }
    }
}

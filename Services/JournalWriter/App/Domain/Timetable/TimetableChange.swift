import Foundation
import School

/// What a later version of a timetable does to the lessons of an earlier one.
///
/// A lesson at the same bell of the same day, for the same group and course, is the same lesson: at most its times and
/// its teacher change. Else a lesson of that group and course on that day takes another bell. What is left over is
/// new, or has no place any more: then it is dropped, unless something was entered in it. Such a lesson is part of the
/// record and stays as it is until somebody cancels it.
///
/// A lesson that is over is part of the record too, whatever was entered in it: it is neither moved nor dropped, and no
/// lesson is moved to, or made for, an hour that is over.
struct TimetableChange: Equatable, Sendable {
    let scheduled: [PlannedLesson]
    let moved: [LessonMoved]
    let dropped: [LessonDropped]

    /// - Parameter isOver: whether a lesson as planned has ended.
    init(from standing: [StandingLesson], to planned: [PlannedLesson], isOver: (PlannedLesson) -> Bool) {
        var pairing = Pairing(unplaced: standing, planned: planned)
        pairing.pair { SlotKey($0, bell: $0.number) }
        pairing.leave(isOver)
        pairing.pair { SlotKey($0, bell: nil) }
        let (places, unplaced) = (pairing.places, pairing.unplaced)
        scheduled = pairing.planned
        moved = standing.compactMap { lesson in
            guard let place = places[lesson.lesson], !isOver(lesson.plan), !isOver(place) else { return nil }
            return lesson.moved(to: place)
        }
        dropped = unplaced.filter { !$0.isEntered }.map {
            LessonDropped(lesson: $0.lesson, version: $0.version + 1)
        }
    }

    /// Finds each standing lesson its place among the planned ones.
    private struct Pairing {
        /// Those that have found no place yet.
        var unplaced: [StandingLesson]
        /// Those that no standing lesson has taken yet.
        var planned: [PlannedLesson]
        /// Where each lesson that has found its place will be.
        var places: [UUID: PlannedLesson] = [:]

        mutating func pair(by key: (PlannedLesson) -> SlotKey) {
            var waiting = Dictionary(grouping: unplaced.reversed()) { key($0.plan) }
            var left: [PlannedLesson] = []
            for plan in planned {
                if let lesson = waiting[key(plan)]?.popLast() {
                    places[lesson.lesson] = plan
                } else {
                    left.append(plan)
                }
            }
            planned = left
            unplaced = unplaced.filter { places[$0.lesson] == nil }
        }

        /// What is over needs no place, and is none.
        mutating func leave(_ isOver: (PlannedLesson) -> Bool) {
            unplaced = unplaced.filter { !isOver($0.plan) }
            planned = planned.filter { !isOver($0) }
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

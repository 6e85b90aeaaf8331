import Foundation
import School

/// What is to be done on each day, asked for day after day.
struct CityPlan: Sendable {
    let city: SampleCity
    private var walks: [LessonWalk]
    private var foundations: [Day: [SampleOrder]]
    private var waiting: [Day: [SampleOrder]] = [:]
    /// Nobody enters this teacher's lessons of this day.
    private let leftEmpty: (teacher: UUID, day: Day)?

    /// - Parameter story: whose lessons of the last morning are left to whoever tries the pages out; nil: nobody's.
    init(_ city: SampleCity, accounts: SetUp.Accounts?, story: Story?) {
        self.city = city
        walks = city.schools.map(LessonWalk.init)
        leftEmpty = story.map { ($0.teacher.id, $0.day) }
        let orders = city.schools.flatMap { SetUp.orders(of: $0, in: city, accounts: accounts) }
        foundations = Dictionary(grouping: orders) { city.zone.local(atMicroseconds: $0.instant).day }
    }

    /// The days from the first on which something is entered.
    func days(through last: Day) -> ClosedRange<Day> {
        SampleYear.preparation...max(last, SampleYear.preparation)
    }

    /// The orders that make schools and timetables on this day. Lessons get their ids by them, so they come first.
    mutating func foundations(on day: Day) -> [SampleOrder] { foundations.removeValue(forKey: day) ?? [] }

    /// The entries of this day, of its own lessons and of earlier ones.
    /// - Parameter id: the journal's id of a lesson.
    mutating func entries(on day: Day, id: (LessonKey) -> UUID?) -> [SampleOrder] {
        for index in walks.indices {
            let school = city.schools[index]
            for lesson in walks[index].lessons(on: day, id: id) where !isLeftEmpty(lesson) {
                add(LessonFilling.orders(for: lesson, of: school, in: city))
            }
        }
        return waiting.removeValue(forKey: day) ?? []
    }

    private func isLeftEmpty(_ lesson: SampleLesson) -> Bool {
        leftEmpty.map { $0.teacher == lesson.teacher && $0.day == lesson.key.date } ?? false
    }

    private mutating func add(_ orders: [SampleOrder]) {
        for order in orders { waiting[city.zone.local(atMicroseconds: order.instant).day, default: []].append(order) }
    }
}

/// Orders that may be sent together.
struct SampleStep: Sendable {
    let instant: Int64
    let orders: [SampleOrder]

    /// The steps that orders come to, in the order they are taken.
    static func steps(of orders: [SampleOrder]) -> [SampleStep] {
        struct Place: Hashable {
            let instant: Int64
            let wave: Int
        }
        let places = Dictionary(grouping: orders) { Place(instant: $0.instant, wave: $0.wave) }
        return places.sorted { ($0.key.instant, $0.key.wave) < ($1.key.instant, $1.key.wave) }.map {
            SampleStep(instant: $0.key.instant, orders: $0.value)
        }
    }
}

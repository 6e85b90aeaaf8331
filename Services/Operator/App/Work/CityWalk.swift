import EventFeed
import Foundation
import School
import ServiceKit

/// Why the city is not made.
enum CityWalkError: Error, CustomStringConvertible {
    case realJournal(FeedName)
    case otherCity(FeedName)
    /// The lessons of a day have no ids in the journal: its timetable is not the city's.
    case noLessons(Day)

    var description: String {
        switch self {
        case .realJournal(let feed):
            "\(feed) is not a sample: the sample city is made only in a store that was created as one (store.sample)"
        case .otherCity(let feed):
            "\(feed) holds schools that this seed and scale do not make; name those it was made with, or start with "
                + "empty stores"
        case .noLessons(let day): "the journal has no lessons on \(day), though the city's timetable has"
        }
    }
}

/// Makes the city: goes from instant to instant on the simulated clock and sends what is due at each.
struct CityWalk {
    /// Nothing issued longer ago is sent; an owner refuses what is older than 30 days. Microseconds.
    static let maximumAge: Int64 = 29 * 86_400 * 1_000_000

    let desk: CommandDesk
    let clock: SimulatedClockWriter
    let journal: FeedName
    let diary: FeedName?
    private var plan: CityPlan
    private var record = CityRecord()
    private var journalReading: FeedReading
    private var diaryReading: FeedReading?
    private var count = WalkCount()

    init(_ plan: CityPlan, desk: CommandDesk, clock: SimulatedClockWriter, journal: FeedName, diary: FeedName?) {
        self.plan = plan
        self.desk = desk
        self.clock = clock
        self.journal = journal
        self.diary = diary
        let name = "sample-city"
        journalReading = FeedReading(feed: journal, name: name, types: CityRecord.journalTypes)
        diaryReading = diary.map { FeedReading(feed: $0, name: name, types: CityRecord.diaryTypes) }
    }

    /// Goes on from whatever is there to an instant (microseconds UTC) of the last day.
    mutating func run(to end: Int64, of last: Day) async throws -> WalkCount {
        let progress = WalkProgress(last: last)
        defer { progress.end() }
        try await readWhatIsThere()
        for day in plan.days(through: last) {
            let foundations = plan.foundations(on: day)
            try await carryOut(foundations, until: end) { progress.show(day, $0) }
            if !foundations.isEmpty { try await read() }
            let entries = plan.entries(on: day) { [record] in record.lessons[$0] }
            try await carryOut(entries, until: end) { progress.show(day, $0) }
        }
        try advance(to: end)
        return count
    }

    /// The journal's ids of a story's lessons.
    func lessons(of story: Story?) -> [LessonKey: UUID] {
        guard let story else { return [:] }
        return record.lessons.filter { [story.lesson, story.empty].contains($0.key) }
    }

    private mutating func readWhatIsThere() async throws {
        try await read()
        guard journalReading.isSample else { throw CityWalkError.realJournal(journal) }
        let ours = Set(plan.city.schools.map(\.id))
        guard record.schools.isEmpty || !record.schools.isDisjoint(with: ours) else {
            throw CityWalkError.otherCity(journal)
        }
    }

    private mutating func read() async throws {
        var (record, reading) = (self.record, journalReading)
        try await desk.journal.readToHead(&reading) { try record.note($0) }
        journalReading = reading
        if let diary = desk.diary, var reading = diaryReading {
            try await diary.readToHead(&reading) { try record.note($0) }
            diaryReading = reading
        }
        self.record = record
    }

    private mutating func carryOut(
        _ orders: [SampleOrder], until end: Int64, show: (WalkCount) -> Void
    ) async throws {
        let due = orders.filter { $0.instant <= end }
        let open = due.filter { !record.isDone($0) }
        count.known += due.count - open.count
        for step in SampleStep.steps(of: open) {
            try advance(to: step.instant)
            let isTooOld = step.instant < clock.now - Self.maximumAge
            if isTooOld { count.tooOld += step.orders.count } else { count += try await desk.send(step.orders) }
            show(count)
        }
    }

    /// Forward only: what is due earlier than the clock stands is sent as it stands.
    private func advance(to instant: Int64) throws {
        if instant > clock.now { try clock.move(to: instant) }
    }
}

import Foundation
import School
import ServiceKit

/// The children whose diaries open now, as JSON.
struct ChildrenDocument: Encodable {
    let children: [ChildMember]

    init(_ children: [Child]) { self.children = children.map(ChildMember.init) }
}

/// One week of one child as JSON. Ids are UUIDs in lower case, days ISO dates, times of day `08:30` as the school's wall
/// shows them, instants microseconds UTC and once more RFC 3339; what is not there is null.
struct WeekDocument: Encodable {
    let child: ChildMember
    let from: String
    let to: String
    let today: String
    let completeUntil: Int64?
    let completeUntilText: String?
    /// `fresh`, `stale` or `unknown`.
    let age: String
    let days: [DayMember]
    /// Why no lesson is shown; null where one is.
    let empty: String?
    let nextLessons: String?

    init(_ opened: DiaryBook.Opened) {
        let week = opened.week
        child = ChildMember(week.child)
        from = week.week.monday.description
        to = week.week.sunday.description
        today = week.child.present.day.description
        completeUntil = week.child.completeUntil
        completeUntilText = week.child.completeUntil.map(TimestampText.rfc3339)
        age = DataAge(completeUntil: week.child.completeUntil, now: opened.family.now).rawValue
        days = week.days.map(DayMember.init)
        empty = week.emptiness?.rawValue
        nextLessons = week.nextLessons?.description
    }

    private enum Key: String, CodingKey {
        case child, from, to, today
        case completeUntil = "complete_until"
        case completeUntilText = "complete_until_text"
        case age, days, empty
        case nextLessons = "next_lessons"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(child, forKey: .child)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(today, forKey: .today)
        try container.encode(completeUntil, forKey: .completeUntil)
        try container.encode(completeUntilText, forKey: .completeUntilText)
        try container.encode(age, forKey: .age)
        try container.encode(days, forKey: .days)
        try container.encode(empty, forKey: .empty)
        try container.encode(nextLessons, forKey: .nextLessons)
    }
}

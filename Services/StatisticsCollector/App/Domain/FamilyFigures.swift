import Foundation
import School

/// The accounts of one school's families, made from one feed.
public struct AccountRow: Hashable, Sendable {
    public let feed: String
    public let holder: AccountHolder
    public let issued: Int
    public let closed: Int
    /// Not closed, and their holders have never looked at any diary.
    public let neverUsed: Int
}

/// Who looked at the diaries of one school on one day, made from one feed. A pupil's own look is never a parent's.
public struct VisitRow: Hashable, Sendable {
    public let feed: String
    public let day: Day
    /// Guardians who came.
    public let visitors: Int
    /// A guardian, a child and a day are one visit.
    public let visits: Int
    /// Pupils at least one of whose guardians came.
    public let pupilsReached: Int
    /// Pupils who looked at their own.
    public let ownVisits: Int
}

/// Accounts and visits, and how far the feeds had come that they were made from.
public struct FamilyAnswer: Hashable, Sendable {
    public let feeds: [FeedStanding]
    public let accounts: [AccountRow]
    /// In the order of feed and day.
    public let visits: [VisitRow]
    /// Days on which the number of pupils reached stays hidden although it is not small: by it and the city's total a
    /// smaller one of another school could be told.
    public let coveringDays: Set<Day>
    /// Of all days asked for together.
    public let period: ShownFamilies
}

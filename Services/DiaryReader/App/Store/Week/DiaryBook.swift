import EventFeed
import Foundation
import GRDB
import School

/// Opens diaries: whose account it is, who may see whom, and what the week holds, are read in one transaction, so that
/// what was ended before the page was asked for is ended on it.
public struct DiaryBook: Sendable {
    private let reader: any DatabaseReader
    private let zones = ZoneShelf()
    private let now: @Sendable () -> Int64

    /// - Parameter now: wall time, microseconds UTC.
    public init(reader: any DatabaseReader, now: @escaping @Sendable () -> Int64) {
        self.reader = reader
        self.now = now
    }

    /// A week of a child, with everything a page says around it.
    public struct Opened: Sendable {
        public let family: Family
        public let week: DiaryWeek
        /// This visit stands in the feed already.
        public let isVisitCounted: Bool

        var visit: DiaryVisited {
            DiaryVisited(
                person: family.viewer.person, pupil: week.child.pupil, day: week.child.present.day,
                holder: family.viewer.holder)
        }
    }

    /// Who looks, and at whom they may look now.
    public struct Family: Sendable {
        public let viewer: Viewer
        /// The holder's own name.
        public let name: PersonName?
        public let children: [Child]
        /// Microseconds UTC.
        public let now: Int64
    }

    /// - Returns: nil where the person has no open account any more.
    public func family(of person: UUID) async throws -> Family? {
        let now = now()
        return try await reader.read { [zones] in
            try BookReader(database: $0, zones: zones, now: now).family(of: person)
        }
    }

    /// - Parameters:
    ///   - pupil: nil for the first of the children.
    ///   - day: nil for today.
    /// - Returns: nil where the person may not see this child now, or there is no such child: which of them, is not
    ///   told.
    public func week(of pupil: UUID?, around day: Day?, for person: UUID) async throws -> Opened? {
        let now = now()
        return try await reader.read { [zones] in
            try BookReader(database: $0, zones: zones, now: now).week(of: pupil, around: day, for: person)
        }
    }

    /// The person's account; nil where none is open.
    public func account(of person: UUID) async throws -> HeldAccount? {
        try await reader.read { try DiaryStore($0).held(by: person) }
    }

    /// Whom a login lets in, if the password is right.
    func signIn(login: String) async throws -> SignInRecord? {
        try await reader.read { try DiaryStore($0).signIn(login: login) }
    }
}

/// One look into the book.
private struct BookReader {
    let database: Database
    let zones: ZoneShelf
    let now: Int64

    func family(of person: UUID) throws -> DiaryBook.Family? {
        guard let viewer = try DiaryStore(database).viewer(person) else { return nil }
        let children = try ChildReader(database: database, zones: zones, now: now).children(of: viewer)
        return DiaryBook.Family(viewer: viewer, name: try name(of: person), children: children, now: now)
    }

    func week(of pupil: UUID?, around day: Day?, for person: UUID) throws -> DiaryBook.Opened? {
        guard let family = try family(of: person),
            let child = family.children.first(where: { pupil == nil || $0.pupil == pupil })
        else { return nil }
        let week = SchoolWeek(of: day ?? child.present.day)
        let visit = DiaryVisited(
            person: person, pupil: child.pupil, day: child.present.day, holder: family.viewer.holder)
        return DiaryBook.Opened(
            family: family, week: try WeekReader(database: database, child: child, week: week).read(),
            isVisitCounted: try DiaryStore(database).hasVisit(visit))
    }

    private func name(of person: UUID) throws -> PersonName? {
        for served in try Subscription.served(in: database) {
            if let name = try PersonName.of(person, served.source, in: database) { return name }
        }
        return nil
    }
}

import Foundation
import GRDB
import School

/// Opens diaries: who may see whom is found, and the week read, in one transaction.
public struct DiaryBook: Sendable {
    private let reader: any DatabaseReader
    private let zones = ZoneShelf()
    private let now: @Sendable () -> Int64

    /// - Parameter now: wall time, microseconds UTC.
    public init(reader: any DatabaseReader, now: @escaping @Sendable () -> Int64) {
        self.reader = reader
        self.now = now
    }

    /// The children whose diaries the viewer may open now.
    public func children(of viewer: Viewer) async throws -> [Child] {
        let (zones, now) = (zones, now())
        return try await reader.read { database in
            try ChildReader(database: database, zones: zones, now: now).children(of: viewer)
        }
    }

    /// A week of one of them.
    public struct Page: Sendable {
        public let week: DiaryWeek
        /// All the viewer may switch to, this child included.
        public let children: [Child]
        public let now: Int64
    }

    /// - Parameters:
    ///   - pupil: nil for the first of the viewer's children.
    ///   - day: nil for today.
    /// - Returns: nil where the viewer may not see this child now, or there is no such child: which of them, is not
    ///   told.
    public func week(of pupil: UUID?, around day: Day?, for viewer: Viewer) async throws -> Page? {
        let (zones, now) = (zones, now())
        return try await reader.read { database in
            let children = try ChildReader(database: database, zones: zones, now: now).children(of: viewer)
            guard let child = children.first(where: { pupil == nil || $0.pupil == pupil }) else { return nil }
            let week = SchoolWeek(of: day ?? child.present.day)
            return Page(
                week: try WeekReader(database: database, child: child, week: week).read(), children: children,
                now: now)
        }
    }
}

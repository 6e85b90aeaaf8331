import EventFeed
import Foundation
import School

extension JournalStore {
    /// A school's zones by name, each from a day on; empty for a school that is not registered.
    func zones(of school: UUID) throws -> [(since: Day, name: String)] {
        try all("SELECT since, zone FROM school_zone WHERE school_id = ?", [school]) { ($0.day(0), $0[1]) }
    }

    func school(_ id: UUID) throws -> SchoolState? {
        try first("SELECT version, name FROM school WHERE school_id = ?", [id]) {
            SchoolState(version: $0[0], name: $0[1])
        }
    }
}

extension SchoolRegistered: StoredFact {
    /// The day from which the first zone holds: before every day there is.
    private static let always = Day(rawValue: .min)

    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO school (school_id, version, name) VALUES (?, ?, ?)", [school, version, name])
        try store.run(
            "INSERT INTO school_zone (school_id, since, zone) VALUES (?, ?, ?)",
            [school, Self.always.rawValue, zone])
    }
}

extension SchoolRenamed: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE school SET version = ?, name = ? WHERE school_id = ?", [version, name, source.school])
    }
}

extension SchoolZoneSet: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE school SET version = ? WHERE school_id = ?", [version, source.school])
        try store.run(
            """
            INSERT INTO school_zone (school_id, since, zone) VALUES (?, ?, ?)
            ON CONFLICT (school_id, since) DO UPDATE SET zone = excluded.zone
            """,
            [source.school, since.rawValue, zone])
    }
}

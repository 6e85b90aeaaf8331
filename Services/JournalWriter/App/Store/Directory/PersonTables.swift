import EventFeed
import Foundation
import School

extension JournalStore {
    func hasStaff(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM staff WHERE staff_id = ?", [id]) }
    func hasPupil(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM pupil WHERE pupil_id = ?", [id]) }
    func hasGuardian(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM guardian WHERE guardian_id = ?", [id]) }

    func hasPupil(_ id: UUID, of school: UUID) throws -> Bool {
        try exists("SELECT 1 FROM pupil WHERE pupil_id = ? AND school_id = ?", [id, school])
    }

    func hasGuardian(_ id: UUID, of school: UUID) throws -> Bool {
        try exists("SELECT 1 FROM guardian WHERE guardian_id = ? AND school_id = ?", [id, school])
    }

    func staff(_ id: UUID, of school: UUID) throws -> StaffState? {
        try first("SELECT version, last_day FROM staff WHERE staff_id = ? AND school_id = ?", [id, school]) {
            StaffState(version: $0[0], lastDay: $0.optionalDay(1))
        }
    }
}

extension StaffAdded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO staff (staff_id, school_id, version) VALUES (?, ?, ?)", [staff, source.school, version])
    }
}

extension StaffLeft: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE staff SET version = ?, last_day = ? WHERE staff_id = ?", [version, lastDay.rawValue, staff])
    }
}

extension StaffReturned: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE staff SET version = ?, last_day = NULL WHERE staff_id = ?", [version, staff])
    }
}

extension PupilAdded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO pupil (pupil_id, school_id, version) VALUES (?, ?, ?)", [pupil, source.school, version])
    }
}

extension GuardianAdded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO guardian (guardian_id, school_id, version) VALUES (?, ?, ?)",
            [guardian, source.school, version])
    }
}

import EventFeed
import Foundation
import School

extension FactWriter {
    func write(_ fact: PersonFact) throws {
        switch fact {
        case .staffAdded(let staff):
            try change(
                """
                INSERT INTO staff (source, staff_id, school_id)
                SELECT source, ?2, school_id FROM school WHERE source = ?1 AND school_id = ?3
                """, [source, staff, event.school])
        case .staffLeft(let staff, let lastDay):
            try change(
                "UPDATE staff SET last_day = ? WHERE source = ? AND staff_id = ?", [lastDay.rawValue, source, staff])
        case .staffReturned(let staff):
            try change("UPDATE staff SET last_day = NULL WHERE source = ? AND staff_id = ?", [source, staff])
        case .cardRecorded(let staff, let name):
            try change(
                """
                INSERT INTO staff_card (source, sequence, staff_id, family, given, patronymic)
                VALUES (?, ?, ?, ?, ?, ?)
                """, [source, event.sequence, staff, name.family, name.given, name.patronymic])
        case .roleGranted(let grant):
            try change(
                """
                INSERT INTO staff_role (source, role_id, staff_id, school_id, role, first_day)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [source, grant.id, grant.staff, event.school, grant.role.rawValue, grant.firstDay.rawValue])
        case .roleEnded(let role, let lastDay):
            try change(
                "UPDATE staff_role SET last_day = ? WHERE source = ? AND role_id = ?",
                [lastDay.rawValue, source, role])
        case .keyPublished(let key):
            try change(
                """
                INSERT INTO signing_key (source, key_id, public_key, not_before, not_after) VALUES (?, ?, ?, ?, ?)
                """, [source, key.id, key.publicKey, key.notBefore, key.notAfter])
        case .sessionsRevoked(let staff):
            try change(
                """
                INSERT INTO revocation (source, staff_id, at) VALUES (?, ?, ?)
                ON CONFLICT (source, staff_id) DO UPDATE SET at = excluded.at
                """, [source, staff, event.recordedAt])
        case .erased(let sequences):
            for sequence in sequences {
                try turn.run("DELETE FROM staff_card WHERE source = ? AND sequence = ?", [source, sequence])
            }
        }
    }
}

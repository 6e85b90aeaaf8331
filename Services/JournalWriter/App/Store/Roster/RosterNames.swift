import EventFeed
import Foundation
import School

/// What sources name beside their records.
extension JournalStore {
    static let nameQuery = """
        SELECT school_year, user_sourced_id, part, school_id, gone FROM roster_name
        WHERE source_id = ? AND kind = ? AND sourced_id = ?
        """
    static let otherRoleQuery = """
        SELECT 1 FROM roster_name INDEXED BY roster_role_of_user
        WHERE source_id = ? AND user_sourced_id = ? AND part = ? AND gone = 0 AND sourced_id <> ?
            AND (school_id IS NULL OR ? IS NULL OR school_id = ?)
        """
    static let nextSchoolQuery = """
        SELECT school_id FROM roster_record WHERE source_id = ? AND kind = ? AND school_id > ?
        ORDER BY school_id LIMIT 1
        """

    func named(_ key: NamedKey, in run: RosterRun) throws -> NamedThing? {
        try first(
            Self.nameQuery,
            [run.source, key.kind.rawValue, key.sourcedID]
        ) { row in
            let user: String? = row[1]
            let part: Int? = row[2]
            return NamedThing(
                schoolYear: row[0],
                role: user.map { NamedRole(user: $0, part: part.flatMap(RosterKind.init), school: row[3]) },
                isGone: row[4])
        }
    }

    func keep(_ thing: NamedThing, named key: NamedKey, in run: RosterRun) throws {
        try self.run(
            """
            INSERT INTO roster_name
                (source_id, kind, sourced_id, gone, school_year, user_sourced_id, part, school_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source_id, kind, sourced_id) DO UPDATE
                SET gone = excluded.gone, school_year = excluded.school_year,
                    user_sourced_id = excluded.user_sourced_id, part = excluded.part, school_id = excluded.school_id
            """,
            [
                run.source, key.kind.rawValue, key.sourcedID, thing.isGone, thing.schoolYear, thing.role?.user,
                thing.role?.part?.rawValue, thing.role?.school,
            ])
    }

    /// A roster tells of all there are of a kind.
    func forgetNames(_ kind: NamedKind, in run: RosterRun) throws {
        try self.run(
            "DELETE FROM roster_name WHERE source_id = ? AND kind = ?", [run.source, kind.rawValue])
    }

    /// A user is no more, nor are the user's roles.
    func noteRolesGone(of user: String, in run: RosterRun) throws {
        try self.run(
            """
            UPDATE roster_name INDEXED BY roster_role_of_user SET gone = 1 WHERE source_id = ? AND user_sourced_id = ?
            """,
            [run.source, user])
    }

    /// Whether another role makes the same of the same user there.
    func hasOtherRole(than sourcedID: String, _ role: NamedRole, _ part: RosterKind, in run: RosterRun) throws -> Bool {
        try exists(
            Self.otherRoleQuery,
            [run.source, role.user, part.rawValue, sourcedID, role.reach, role.reach])
    }

    /// The schools in which the source has ever named a record of the kind: one seek for each.
    func schools(withRecordsOf kind: RosterKind, in run: RosterRun) throws -> [UUID] {
        var schools: [UUID] = []
        while let next: UUID = try first(
            Self.nextSchoolQuery, [run.source, kind.rawValue, schools.last ?? UUID.none], { $0[0] })
        { schools.append(next) }
        return schools
    }

    /// Forgets what sources have named beside the records of a person who is forgotten.
    func forgetNames(ofPerson person: UUID) throws {
        let users: [(source: Int64, id: String)] = try all(
            "SELECT source_id, sourced_id FROM roster_record WHERE thing_id = ? AND kind IN (5, 6, 7)", [person]
        ) { ($0[0], $0[1]) }
        for user in users {
            try run(
                "DELETE FROM roster_name WHERE source_id = ? AND kind = ? AND sourced_id = ?",
                [user.source, NamedKind.user.rawValue, user.id])
            try run(
                """
                DELETE FROM roster_name INDEXED BY roster_role_of_user WHERE source_id = ? AND user_sourced_id = ?
                """,
                [user.source, user.id])
        }
    }
}

import Foundation
import GRDB
import School

/// The answers kept for retries, by sender and command id.
enum CommandAnswers {
    struct Stored {
        let digest: Data
        let answer: CommandAnswer
    }

    static func find(_ command: Command, in database: Database) throws -> Stored? {
        let statement = try KeptStatement(
            """
            SELECT digest, first_sequence, last_sequence, code, field, message,
                current_version, current_value, proposed_value
            FROM command_answer WHERE sender = ? AND command_id = ?
            """,
            in: database)
        return try statement.first([command.sender, command.id]) { Stored(digest: $0[0], answer: answer(from: $0)) }
    }

    private static func answer(from row: Columns) -> CommandAnswer {
        if let code: String = row[3] {
            let conflict: Rejection.Conflict? = (row[6] as Int64?).map {
                Rejection.Conflict(currentVersion: UInt64($0), currentValue: row[7], proposedValue: row[8])
            }
            return .rejected(Rejection(.init(rawValue: code), field: row[4], row[5], conflict: conflict))
        }
        guard let first: Int64 = row[1], let last: Int64 = row[2] else { return .accepted(nil) }
        return .accepted(first...last)
    }

    static func keep(
        _ answer: CommandAnswer, of command: Command, digest: Data, at present: Int64, in database: Database
    ) throws {
        var range: ClosedRange<Int64>?
        var rejection: Rejection?
        switch answer {
        case .accepted(let sequences): range = sequences
        case .rejected(let reason): rejection = reason
        }
        let statement = try KeptStatement(
            """
            INSERT INTO command_answer (sender, command_id, digest, answered_at, first_sequence, last_sequence,
                code, field, message, current_version, current_value, proposed_value)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: database)
        let conflict = rejection?.conflict
        try statement.run([
            command.sender, command.id, digest, present, range?.lowerBound, range?.upperBound,
            rejection?.code.rawValue, rejection?.field, rejection?.message,
            conflict.map { Int64($0.currentVersion) }, conflict?.currentValue, conflict?.proposedValue,
        ])
    }

    /// Forgets up to `limit` of the oldest answers if their keeping is over. They are numbered as they were given, so
    /// no index over the time is needed.
    static func prune(before instant: Int64, limit: Int, in database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM command_answer WHERE answered_at < ? AND number IN
                    (SELECT number FROM command_answer ORDER BY number LIMIT ?)
                """,
            arguments: [instant, limit])
    }
}

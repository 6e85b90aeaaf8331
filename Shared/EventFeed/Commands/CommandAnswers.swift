import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf

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
                current_version, current_value, proposed_value, details
            FROM command_answer WHERE sender = ? AND command_id = ?
            """,
            in: database)
        return try statement.first([command.sender, command.id]) {
            Stored(digest: $0[0], answer: try answer(from: $0))
        }
    }

    private static func answer(from row: Columns) throws -> CommandAnswer {
        let details: Data? = row[9]
        if let code: String = row[3] {
            let conflict: Rejection.Conflict? = (row[6] as Int64?).map {
                Rejection.Conflict(currentVersion: UInt64($0), currentValue: row[7], proposedValue: row[8])
            }
            return .rejected(
                Rejection(
                    .init(rawValue: code), field: row[4], row[5], conflict: conflict,
                    problems: try problems(in: details)))
        }
        let changes = try changes(in: details)
        guard let first: Int64 = row[1], let last: Int64 = row[2] else { return .accepted(nil, changes: changes) }
        return .accepted(first...last, changes: changes)
    }

    private static func problems(in details: Data?) throws -> [Rejection] {
        try details.map { try WireRejected(serializedBytes: $0).problems.map(Rejection.init) } ?? []
    }

    private static func changes(in details: Data?) throws -> [ChangeCount] {
        try details.map { try WireAccepted(serializedBytes: $0).changes.map(ChangeCount.init) } ?? []
    }

    /// What only few answers have, as it stands in the message: the changes or the problems of a staged import.
    private static func details(of answer: CommandAnswer) throws -> Data? {
        switch answer {
        case .accepted(_, let changes):
            try changes.isEmpty
                ? nil : WireAccepted.with { $0.changes = changes.map(WireChangeCount.init) }.serializedBytes()
        case .rejected(let rejection):
            try rejection.problems.isEmpty
                ? nil
                : WireRejected.with { $0.problems = rejection.problems.map(WireProblem.init) }.serializedBytes()
        }
    }

    static func keep(
        _ answer: CommandAnswer, of command: Command, digest: Data, at present: Int64, in database: Database
    ) throws {
        var range: ClosedRange<Int64>?
        var rejection: Rejection?
        switch answer {
        case .accepted(let sequences, _): range = sequences
        case .rejected(let reason): rejection = reason
        }
        let statement = try KeptStatement(
            """
            INSERT INTO command_answer (sender, command_id, digest, answered_at, first_sequence, last_sequence,
                code, field, message, current_version, current_value, proposed_value, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: database)
        let conflict = rejection?.conflict
        try statement.run([
            command.sender, command.id, digest, present, range?.lowerBound, range?.upperBound,
            rejection?.code.rawValue, rejection?.field, rejection?.message,
            conflict.map { Int64($0.currentVersion) }, conflict?.currentValue, conflict?.proposedValue,
            try details(of: answer),
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

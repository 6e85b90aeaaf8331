import EventFeed
import Foundation
import GRDB
import School
import ServiceKit

/// Erases again, in a restored store, what was erased since its backup was made.
enum ErasureReplay {
    /// The sender under which a restore's own commands stand.
    private static let sender = "restore"
    private static let basis = "erased before the restore; see the list beside the backups"

    static func run(_ listed: [ErasedEvent], log: EventLog, now: Int64, in database: Database) throws {
        let executor = CommandExecutor(log: log, handler: DiaryCommandHandler())
        for (school, sequences) in try log.unerased(listed, in: database) {
            for first in stride(from: 0, to: sequences.count, by: EventLog.maximumErasures) {
                let part = Array(sequences[first...].prefix(EventLog.maximumErasures))
                let command = Command(
                    id: .version7(atMicroseconds: now), sender: sender, issuedAt: now, actor: .none, school: school,
                    name: ErasePayloads.name, body: try ErasePayloads(sequences: part, basis: basis).body)
                if case .rejected(let rejection) = try executor.execute([command], in: database)[0] { throw rejection }
            }
        }
    }
}

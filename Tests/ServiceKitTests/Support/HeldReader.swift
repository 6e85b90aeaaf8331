import Dispatch
import GRDB

/// A read transaction that lasts until it is released.
final class HeldReader: Sendable {
    private let mayEnd = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)

    init(_ pool: DatabasePool) throws {
        let hasBegun = DispatchSemaphore(value: 0)
        DispatchQueue.global().async { [mayEnd, hasEnded] in
            try? pool.read { database in
                _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM bell")
                hasBegun.signal()
                mayEnd.wait()
            }
            hasEnded.signal()
        }
        hasBegun.wait()
    }

    func release() {
        mayEnd.signal()
        hasEnded.wait()
    }
}

import GRDB
import School

/// Why a batch was not committed, and what its senders are told.
struct CommitFailure: Error {
    let rejection: Rejection
    /// The store can no longer be trusted: the service stops rather than guess.
    let isFatal: Bool

    private init(rejection: Rejection, isFatal: Bool) {
        self.rejection = rejection
        self.isFatal = isFatal
    }

    static let noRoom = CommitFailure(
        rejection: Rejection(
            .diskFull, "the store's disk is full; nothing was stored, try again later", retryAfterMilliseconds: 5_000),
        isFatal: false)

    init(_ error: any Error) {
        let cause = (error as? BatchAborted)?.cause ?? error
        if let known = cause as? CommitFailure {
            self = known
            return
        }
        let code = (cause as? DatabaseError)?.resultCode
        if code == .SQLITE_FULL {
            self = .noRoom
            return
        }
        let isDamaged = if case .damaged? = cause as? EventLogError { true } else { false }
        let isFatal =
            isDamaged || [.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY].contains(code)
        self.init(
            rejection: Rejection(
                .unavailable, "the batch could not be stored; send the command again", retryAfterMilliseconds: 1_000),
            isFatal: isFatal)
    }
}

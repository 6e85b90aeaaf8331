import GRDB

/// Faults of the store that pass: a full disk, a busy file. After any other the store cannot be trusted.
public enum PassingTrouble {
    public static func isPassing(_ error: any Error) -> Bool {
        guard let fault = error as? DatabaseError else { return false }
        return passing.contains(fault.resultCode)
    }

    private static let passing: [ResultCode] = [
        .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_INTERRUPT,
    ]
}

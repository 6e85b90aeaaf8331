import ServiceKit

/// Lets one command at a time change keys.
enum KeyLocks {
    /// How long another may be waited for: it may itself wait for a service.
    static let patience: Duration = .seconds(60)
    private static let pause: Duration = .milliseconds(100)

    /// - Throws: ``KeysInUse``.
    static func holding<Value>(
        _ folders: Set<String>, patience: Duration = patience, _ body: () async throws -> Value
    ) async throws -> Value {
        let end = ContinuousClock.now + patience
        var held: [FolderLock] = []
        // In one order for everybody, so that nobody waits in a ring.
        for folder in folders.sorted() { held.append(try await take(folder, until: end)) }
        defer { withExtendedLifetime(held) {} }
        return try await body()
    }

    private static func take(_ folder: String, until end: ContinuousClock.Instant) async throws -> FolderLock {
        while true {
            if let lock = try FolderLock.take(folder) { return lock }
            guard ContinuousClock.now < end else { throw KeysInUse(folder: folder) }
            try await Task.sleep(for: pause)
        }
    }
}

/// The counts behind ``GuessLimiter``: a value, decided by the instant it is given.
struct GuessCounters {
    private struct Entry {
        var failures: Int
        /// The last one, microseconds UTC.
        var last: Int64
    }

    private var entries: [[UInt8]: Entry] = [:]

    var count: Int { entries.count }

    /// How long this attempt must still wait.
    func wait(_ keys: GuessKeys, now: Int64) -> Duration {
        let isSuspicious = keys.place != nil && failures(keys.login, now) >= GuessLimiter.suspicionForLogin
        let free = isSuspicious ? 1 : GuessLimiter.freeForLogin
        let ofPair = rest(keys.pair, free: free, now)
        guard let place = keys.place else { return ofPair }
        return max(ofPair, rest(place, free: GuessLimiter.freeForPlace, now))
    }

    mutating func note(_ keys: GuessKeys, now: Int64) {
        for key in [keys.pair, keys.login] + (keys.place.map { [$0] } ?? []) {
            entries[key] = Entry(failures: min(failures(key, now) + 1, 1_000), last: now)
        }
        if entries.count > GuessLimiter.entryLimit { shrink(now) }
    }

    mutating func forgive(_ keys: GuessKeys) {
        entries[keys.pair] = nil
    }

    private func failures(_ key: [UInt8], _ now: Int64) -> Int {
        guard let entry = entries[key], now - entry.last < GuessLimiter.memory.microseconds else { return 0 }
        return entry.failures
    }

    /// Doubles with each failure beyond the free ones: 1 s, 2 s, 4 s, up to the longest.
    private func rest(_ key: [UInt8], free: Int, _ now: Int64) -> Duration {
        let beyond = failures(key, now) - free
        guard beyond >= 0, let entry = entries[key] else { return .zero }
        let wait = beyond < 20 ? min(.seconds(1 << beyond), GuessLimiter.longestWait) : GuessLimiter.longestWait
        return max(.zero, wait - .microseconds(now - entry.last))
    }

    /// Drops what is forgiven; if that is too little, the older half.
    private mutating func shrink(_ now: Int64) {
        entries = entries.filter { now - $0.value.last < GuessLimiter.memory.microseconds }
        guard entries.count > GuessLimiter.entryLimit * 9 / 10 else { return }
        let newest = entries.sorted { $0.value.last > $1.value.last }.prefix(GuessLimiter.entryLimit / 2)
        entries = Dictionary(uniqueKeysWithValues: newest.map { ($0.key, $0.value) })
    }
}

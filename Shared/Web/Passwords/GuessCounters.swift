/// The counts behind ``GuessLimiter``: a value, decided by the instant it is given.
struct GuessCounters {
    private struct Entry {
        var failures = 0
        /// Attempts whose outcome is not known yet; each may be one more failure.
        var pending = 0
        /// The last failure, microseconds UTC.
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

    mutating func begin(_ keys: GuessKeys, now: Int64) {
        for key in keys.guarded { entries[key, default: Entry(last: now)].pending += 1 }
        if entries.count > GuessLimiter.entryLimit { shrink(now) }
    }

    mutating func end(_ keys: GuessKeys, _ outcome: GuessOutcome, now: Int64) {
        for key in keys.guarded { release(key) }
        switch outcome {
        case .wrong:
            for key in keys.guarded + [keys.login] { addFailure(key, now) }
            if entries.count > GuessLimiter.entryLimit { shrink(now) }
        case .right:
            entries[keys.pair]?.failures = 0
            drop(keys.pair)
        case .unknown: return
        }
    }

    private mutating func addFailure(_ key: [UInt8], _ now: Int64) {
        let (failures, pending) = (failures(key, now), entries[key]?.pending ?? 0)
        entries[key] = Entry(failures: min(failures + 1, 1_000), pending: pending, last: now)
    }

    private mutating func release(_ key: [UInt8]) {
        guard let pending = entries[key]?.pending, pending > 0 else { return }
        entries[key]?.pending = pending - 1
        drop(key)
    }

    /// What says nothing is not kept.
    private mutating func drop(_ key: [UInt8]) {
        if let entry = entries[key], entry.failures == 0, entry.pending == 0 { entries[key] = nil }
    }

    private func failures(_ key: [UInt8], _ now: Int64) -> Int {
        guard let entry = entries[key], now - entry.last < GuessLimiter.memory.microseconds else { return 0 }
        return entry.failures
    }

    /// Doubles with each failure beyond the free ones: 1 s, 2 s, 4 s, up to the longest. What is not known yet counts as
    /// a failure of this instant: a thousand guesses at once are no more than one after the other.
    private func rest(_ key: [UInt8], free: Int, _ now: Int64) -> Duration {
        guard let entry = entries[key] else { return .zero }
        let beyond = failures(key, now) + entry.pending - free
        guard beyond >= 0 else { return .zero }
        let wait = beyond < 20 ? min(.seconds(1 << beyond), GuessLimiter.longestWait) : GuessLimiter.longestWait
        return max(.zero, wait - .microseconds(entry.pending > 0 ? 0 : now - entry.last))
    }

    /// Drops what is forgiven; if that is too little, the older half.
    private mutating func shrink(_ now: Int64) {
        entries = entries.filter { $0.value.pending > 0 || now - $0.value.last < GuessLimiter.memory.microseconds }
        guard entries.count > GuessLimiter.entryLimit * 9 / 10 else { return }
        let newest = entries.sorted { $0.value.last > $1.value.last }.prefix(GuessLimiter.entryLimit / 2)
        entries = Dictionary(uniqueKeysWithValues: newest.map { ($0.key, $0.value) })
    }
}

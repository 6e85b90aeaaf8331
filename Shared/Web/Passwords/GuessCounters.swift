/// The counts behind ``GuessLimiter``: a value, decided by the instant it is given.
struct GuessCounters {
    private struct Entry {
        var failures = 0
        /// Attempts whose outcome is not known yet; each may be one more failure.
        var pending = 0
        /// The last failure, microseconds UTC.
        var last: Int64
        /// Until when a login is known at a place where its password was right, microseconds UTC.
        var knownUntil: Int64 = 0
    }

    private var entries: [[UInt8]: Entry] = [:]

    var count: Int { entries.count }

    /// How long this attempt must still wait.
    func wait(_ keys: GuessKeys, now: Int64) -> Duration {
        let isKnown = keys.place == nil || entries[keys.pair].map { $0.knownUntil > now } == true
        let isSuspicious = !isKnown && failures(keys.login, now) >= GuessLimiter.suspicionForLogin
        let free = isSuspicious ? 1 : GuessLimiter.freeForLogin
        let ofPair = rest(keys.pair, free: free, now)
        guard let place = keys.place, !isKnown else { return ofPair }
        return max(ofPair, rest(place, free: GuessLimiter.freeForPlace, now))
    }

    /// Whether so many attempts of this place are under way that another must not join them.
    func isCrowded(_ keys: GuessKeys) -> Bool {
        keys.place.flatMap { entries[$0]?.pending }.map { $0 >= GuessLimiter.atOnceForPlace } ?? false
    }

    mutating func begin(_ keys: GuessKeys, now: Int64) {
        for key in keys.guarded { entries[key, default: Entry(last: now)].pending += 1 }
        if entries.count > GuessLimiter.entryLimit { shrink(now) }
    }

    mutating func end(_ keys: GuessKeys, _ outcome: GuessOutcome, now: Int64) {
        for key in keys.guarded { release(key) }
        switch outcome {
        case .wrong: addFailure(keys, now)
        case .right: forgive(keys, now)
        case .unknown: return
        }
        if entries.count > GuessLimiter.entryLimit { shrink(now) }
    }

    /// A place counts the logins that failed there, each once: one pupil who guesses one password all day makes nobody
    /// else of the school wait.
    private mutating func addFailure(_ keys: GuessKeys, _ now: Int64) {
        if let place = keys.place, failures(keys.pair, now) == 0 { addFailure(place, now) }
        addFailure(keys.pair, now)
        addFailure(keys.login, now)
    }

    private mutating func addFailure(_ key: [UInt8], _ now: Int64) {
        var entry = entries[key] ?? Entry(last: now)
        entry.failures = min(failures(key, now) + 1, 1_000)
        entry.last = now
        entries[key] = entry
    }

    /// Whoever mistyped and then knew it was no guesser, and is known at this place for a while.
    private mutating func forgive(_ keys: GuessKeys, _ now: Int64) {
        if let place = keys.place {
            if failures(keys.pair, now) > 0, let failures = entries[place]?.failures, failures > 0 {
                entries[place]?.failures = failures - 1
                drop(place)
            }
            entries[keys.pair, default: Entry(last: now)].knownUntil = now + GuessLimiter.acquaintance.microseconds
        }
        entries[keys.pair]?.failures = 0
        drop(keys.pair)
    }

    private mutating func release(_ key: [UInt8]) {
        guard let pending = entries[key]?.pending, pending > 0 else { return }
        entries[key]?.pending = pending - 1
        drop(key)
    }

    /// What says nothing is not kept.
    private mutating func drop(_ key: [UInt8]) {
        if let entry = entries[key], entry.failures == 0, entry.pending == 0, entry.knownUntil == 0 {
            entries[key] = nil
        }
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
        entries = entries.filter { _, entry in
            entry.pending > 0 || now - entry.last < GuessLimiter.memory.microseconds || entry.knownUntil > now
        }
        guard entries.count > GuessLimiter.entryLimit * 9 / 10 else { return }
        let newest = entries.sorted { $0.value.last > $1.value.last }.prefix(GuessLimiter.entryLimit / 2)
        entries = Dictionary(uniqueKeysWithValues: newest.map { ($0.key, $0.value) })
    }
}

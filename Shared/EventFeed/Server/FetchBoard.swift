/// Which fetches wait for a reader, which are being read, which are parked: a value, so that it can be tested alone.
struct FetchBoard {
    private struct Entry {
        var task: FetchTask
        var phase: Phase
    }

    private enum Phase: Equatable {
        case waiting
        /// Being read since so many commits.
        case reading(commits: Int)
        case parked
    }

    private var entries: [FetchTask.Key: Entry] = [:]
    private var order: [FetchTask.Key] = []
    private var commits = 0
    private var lastTicket: UInt64 = 0

    /// How many fetches wait for something to happen.
    var parked: Int { entries.values.count { $0.phase == .parked } }
    var isEmpty: Bool { entries.isEmpty }

    /// Takes a fetch on, in the place of an older one of the same sender and subscription.
    /// - Returns: the fetch with its ticket; nil if the sender has too many subscriptions.
    mutating func add(_ new: FetchTask) -> FetchTask? {
        var task = new
        if entries[task.key] == nil {
            let count = entries.keys.count { $0.sender == task.key.sender }
            guard count < FetchLimits.subscriptionsPerSender else { return nil }
        }
        lastTicket += 1
        task.ticket = lastTicket
        let wasWaiting = entries[task.key]?.phase == .waiting
        entries[task.key] = Entry(task: task, phase: .waiting)
        if !wasWaiting { order.append(task.key) }
        return task
    }

    /// The next fetch to be read.
    mutating func next() -> FetchTask? {
        while !order.isEmpty {
            let key = order.removeFirst()
            guard let entry = entries[key], entry.phase == .waiting else { continue }
            entries[key]?.phase = .reading(commits: commits)
            return entry.task
        }
        return nil
    }

    /// Whether this very fetch is still wanted.
    func isCurrent(_ task: FetchTask) -> Bool { entries[task.key]?.task.ticket == task.ticket }

    /// The fetch as it now stands (its time may have run out while it was being read).
    func current(_ task: FetchTask) -> FetchTask? { isCurrent(task) ? entries[task.key]?.task : nil }

    /// The fetch was answered or given up.
    mutating func remove(_ task: FetchTask) {
        if isCurrent(task) { entries[task.key] = nil }
    }

    /// Nothing was found: parks the fetch, or has it read once more if something was committed since it was read.
    mutating func park(_ task: FetchTask) {
        guard let entry = entries[task.key], isCurrent(task) else { return }
        let isStale = entry.phase != .reading(commits: commits)
        entries[task.key] = Entry(task: task, phase: isStale ? .waiting : .parked)
        if isStale { order.append(task.key) }
    }

    /// Something was committed: whatever is parked is read again.
    mutating func wakeAll() {
        commits += 1
        for (key, entry) in entries where entry.phase == .parked { wake(key) }
    }

    /// The earliest deadline of a fetch that may still wait.
    var nextDeadline: DeadlineSweep.Instant? {
        entries.values.lazy.filter { !$0.task.mustAnswer }.map(\.task.deadline).min()
    }

    /// Whatever is due is answered now, even with nothing.
    mutating func expire(dueAt now: DeadlineSweep.Instant) {
        for (key, entry) in entries where entry.task.deadline <= now { expire(key) }
    }

    /// The service stops: everything is answered now.
    mutating func expireAll() {
        for key in entries.keys { expire(key) }
    }

    private mutating func expire(_ key: FetchTask.Key) {
        entries[key]?.task.mustAnswer = true
        if entries[key]?.phase == .parked { wake(key) }
    }

    /// Drops the fetches for which `isRevoked` says so.
    mutating func drop(where isRevoked: (FetchTask) -> Bool) {
        for (key, entry) in entries where isRevoked(entry.task) { entries[key] = nil }
    }

    private mutating func wake(_ key: FetchTask.Key) {
        entries[key]?.phase = .waiting
        order.append(key)
    }
}

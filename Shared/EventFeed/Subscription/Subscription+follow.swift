import Foundation
import GRDB
import Logging
import School

extension Subscription {
    /// Follows the feed until an operator orders something else, then does that.
    func followUntilOrdered(onProgress: @escaping @Sendable () -> Void) async throws {
        let order = try await withThrowingTaskGroup(of: SubscriptionOrder?.self) { group in
            group.addTask {
                try await self.follow(onProgress: onProgress)
                return nil
            }
            group.addTask { await self.orders.next() }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        switch order {
        case .rebuild: break
        case .resume:
            note {
                $0.state = .connecting
                $0.reason = nil
            }
        case nil: break
        }
    }

    private func follow(onProgress: @Sendable () -> Void) async throws {
        try await clearRetired()
        var (source, isBuilding) = try await chooseSource()
        guard isBuilding || !status.state.isStopped else { return try await waitForever() }
        if isBuilding { noteBuilding() }
        var target: Int64?
        var batch = try await fetch(after: source)
        while true {
            guard let received = try await accept(batch, isBuilding: isBuilding) else { return try await waitForever() }
            onProgress()
            target = target ?? received.head
            let next = source.following(received)
            // The next batch is on its way while this one is written.
            async let following = fetch(after: next)
            do {
                source = try await applier.apply(received, to: source, isServed: !isBuilding)
                await parts.afterCommit()
            } catch let poison as PoisonFound {
                return try await stop(at: poison, source: source, isBuilding: isBuilding)
            }
            noteProgress(source, isBuilding: isBuilding)
            if isBuilding, source.cursor.sequence >= (target ?? 0) {
                try await switchOver(to: source)
                isBuilding = false
            }
            batch = try await following
        }
    }

    // MARK: Fetching

    private func fetch(after source: SubscriptionStore.Source, maximumEvents: Int = 0) async throws -> FetchOutcome {
        let request = SubscriptionRequest(
            feed: parts.feed, subscription: parts.name, types: parts.projection.types, maximumEvents: maximumEvents,
            wait: parts.wait)
        return try await parts.client.fetch(request, after: source.cursor, epoch: source.epoch)
    }

    /// - Returns: nil where the subscription stops.
    private func accept(_ outcome: FetchOutcome, isBuilding: Bool) async throws -> ReceivedBatch? {
        switch outcome {
        case .diverged(_, let head):
            try await keep(
                SubscriptionStore.Stop(
                    state: .diverged,
                    reason: """
                        the owner's past is another than the one read here (its head is \(head)): it was restored \
                        from a backup older than what was read; `rebuild` reads it anew
                        """,
                    since: parts.now()))
            return nil
        case .batch(let batch):
            guard parts.isSample || !batch.isSample else {
                throw FeedClientError.refused(code: "sample", message: "a real store takes nothing of a sample city")
            }
            return batch
        }
    }

    // MARK: Sources

    /// The source to go on with: the one being built, if there is one; the live one, made where there is none. One of
    /// another version or of fewer types than the projection's is built anew by itself; what an operator ordered is
    /// built in any case.
    private func chooseSource() async throws -> (SubscriptionStore.Source, isBuilding: Bool) {
        let (version, types) = (parts.projection.version, parts.projection.types)
        return try await parts.database.write { [store] database in
            let building = try store.source("building", in: database)
            if let building, building.fits(version: version, types: types) {
                // A stop that still holds is met and kept again; one that was mended must not make the job a failed one.
                try store.clearStop(in: database)
                return (building, true)
            }
            let live = try store.source("live", in: database)
            if building?.job == nil, live?.fits(version: version, types: types) ?? true {
                try store.retireBuilding(in: database)
                return (try live ?? store.makeSource("live", version: version, types: types, in: database), false)
            }
            return (
                try store.beginBuilding(version: version, types: types, job: building?.job, in: database), true
            )
        }
    }

    private func switchOver(to source: SubscriptionStore.Source) async throws {
        try await parts.database.write {
            [store, projection = parts.projection, faults = parts.faults, now = parts.now] database in
            let old = try store.source("live", in: database)
            try store.switchOver(from: old, to: source, at: now(), in: database)
            try projection.switched(from: old?.id, to: source.id, in: database)
            faults.pass(.inRebuildBeforeSwitch)
        }
        await parts.afterCommit()
        noteProgress(source, isBuilding: false)
        try await clearRetired()
    }

    /// Deletes what nobody reads any more, a bounded step a transaction.
    private func clearRetired() async throws {
        let step = 1_000
        while true {
            let isDone = try await parts.database.write { [store, projection = parts.projection] database in
                guard let source = try store.retired(in: database) else { return true }
                if try projection.clear(source: source, limit: step, in: database) {
                    try store.forget(source: source, in: database)
                }
                return false
            }
            if isDone { return }
            try Task.checkCancellation()
        }
    }

    // MARK: Stopping

    /// Applies what came before the event and stops there.
    private func stop(
        at poison: PoisonFound, source: SubscriptionStore.Source, isBuilding: Bool
    ) async throws {
        if poison.eventsBefore > 0 {
            let outcome = try await fetch(after: source, maximumEvents: poison.eventsBefore)
            if case .batch(let batch) = outcome {
                let reached = try await applier.apply(batch, to: source, isServed: !isBuilding)
                noteProgress(reached, isBuilding: isBuilding)
            }
        }
        try await keep(
            SubscriptionStore.Stop(
                state: .poisoned, reason: "event \(poison.event.sequence) (\(poison.event.type)): \(poison.problem)",
                since: parts.now(), sequence: poison.event.sequence, eventID: poison.event.id))
        try await waitForever()
    }

    private func keep(_ stop: SubscriptionStore.Stop) async throws {
        try await parts.database.write { [store] in try store.keep(stop, in: $0) }
        note { $0.take(stop) }
        parts.logger.error(
            "a subscription stopped; it needs an operator",
            metadata: ["feed.name": "\(parts.feed)", "reason": "\(stop.reason)"])
    }

    /// Until an order comes or the service stops.
    private func waitForever() async throws {
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    /// An owner that was away stays named as such until it answers.
    private func noteBuilding() {
        note { status in
            guard ![.connecting, .refused].contains(status.state) else { return }
            status.state = .rebuilding
            status.reason = nil
        }
    }

    private func noteProgress(_ source: SubscriptionStore.Source, isBuilding: Bool) {
        if let known = status.epoch, let epoch = source.epoch, known != epoch {
            parts.logger.notice(
                "the feed has another epoch: its owner was restored to a moment after what is read here",
                metadata: ["feed.name": "\(parts.feed)", "feed.epoch": "\(epoch)"])
        }
        note { status in
            if isBuilding {
                status.state = .rebuilding
            } else {
                status.state = source.cursor.sequence >= source.head ? .live : .catchingUp
            }
            status.reason = nil
            status.take(source, isServed: !isBuilding)
        }
    }
}

extension SubscriptionStore.Source {
    /// Where the next fetch asks from, once this batch is applied.
    fileprivate func following(_ batch: ReceivedBatch) -> SubscriptionStore.Source {
        var next = self
        next.cursor = batch.through
        next.epoch = batch.epoch
        return next
    }
}

import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf

@testable import EventFeed

extension Corpus {
    /// The beginning of the feed with its chain; what has happened, and what could happen next, as one who filters
    /// receives it: each type of event alone.
    mutating func addBatches(of journal: SampleJournal) throws {
        let events = try journal.events(nil)
        try add(batch: events.prefix(3), of: journal, as: "Batch")
        try add(batch: [], of: journal, as: "Batch-empty")
        var seen: Set<String> = []
        for event in events where seen.insert(event.type).inserted {
            try add(batch: [event], of: journal, as: "Batch-\(event.type)")
        }
        for message in SampleHistory.next {
            let events = try journal.events(following: message)
            try add(batch: events, of: journal, as: "Batch-after-\(message.shortName)")
        }
    }

    mutating func addAnswers() throws {
        try add(.diverged, WireDiverged.with { $0.head = 3 })
        try add(
            .refused,
            WireRefused.with {
                $0.code = "busy"
                $0.message = "later"
                $0.retryAfterMs = 200
            })
        try add(.accepted, WireAccepted.with { $0.commandID = SampleJournal.newID.wire })
        try add(.rejected, WireRejected.with { $0.commandID = SampleJournal.newID.wire })
        let job = WireJob.with {
            $0.jobID = SampleIDs.id(7).wire
            $0.kind = "verify"
            $0.state = "running"
        }
        try add(.job, job)
        try add(.statusReport, WireStatusReport.with { $0.jobs = [job] })
    }

    private mutating func add(
        batch events: some Sequence<FeedEvent>, of journal: SampleJournal, as name: String
    ) throws {
        let events = Array(events)
        let through = events.last?.sequence ?? 0
        // Beyond the head the hash is any: who filters takes the owner's.
        let hash = try journal.database.read { try journal.log.hash(at: through, in: $0) }
        let batch = WireBatch.with {
            $0.feed = SampleJournal.feedName
            $0.epoch = SampleIDs.epoch.wire
            $0.after = 0
            $0.head = 100
            $0.through = UInt64(through)
            $0.chainHash = hash?.bytes ?? Data(count: ChainHash.length)
            $0.completeUntil = SampleJournal.now
            $0.sample = false
            $0.events = events.map(\.wire)
        }
        try add(.batch, batch, as: name)
    }
}

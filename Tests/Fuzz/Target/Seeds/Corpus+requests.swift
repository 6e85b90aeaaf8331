import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf

@testable import EventFeed

extension Corpus {
    /// What the past was made of, and what could come next.
    mutating func addCommands() throws {
        for message in SampleHistory.past { try add(command: message) }
        for message in SampleHistory.next { try add(command: message) }
    }

    mutating func addStages() throws {
        try add(
            .stageBegin,
            WireStageBegin.with {
                $0.stageID = SampleJournal.newID.wire
                $0.schoolID = SampleJournal.school.wire
            })
        for messages in [SampleHistory.changes, Array(SampleHistory.past.prefix(8))] {
            let commands = try messages.map { message in
                try WireStagedCommand.with {
                    $0.name = message.shortName
                    $0.body = try message.serializedBytes()
                }
            }
            let content = try WireStagedCommands.with { $0.commands = commands }.serializedBytes() as Data
            try add(
                .stageChunk,
                WireStageChunk.with {
                    $0.stageID = SampleIDs.stage.wire
                    $0.number = 1
                    $0.content = content
                })
        }
        try add(
            command: WireApplyStage.with {
                $0.stageID = SampleIDs.stage.wire
                $0.chunks = 0
            })
    }

    /// From the beginning, from the middle and from the head; of all types and of some; with and without waiting.
    mutating func addFetches(of journal: SampleJournal) throws {
        let head = try journal.events(nil).count
        for sequence in [0, 5, Int64(head)] {
            let hash = try journal.database.read { try journal.log.hash(at: sequence, in: $0) }
            for types in [[], ["MarkGiven", "LessonScheduled"], ["LessonScheduled", "NobodyKnows"]] {
                try add(
                    .fetch,
                    WireFetch.with {
                        $0.feed = SampleJournal.feedName
                        $0.epoch = SampleIDs.epoch.wire
                        $0.after = UInt64(sequence)
                        if let hash { $0.chainHash = hash.bytes }
                        $0.subscription = "mutated"
                        $0.types = types
                        $0.maxEvents = 100
                        $0.maxBytes = 10_000
                        $0.waitMs = types.isEmpty ? 0 : 1_000
                    })
            }
        }
    }

    mutating func addOperatorRequests() throws {
        try add(.status, WireStatus())
        try add(.backup, WireBackup.with { $0.folder = "backups" })
        try add(
            .verify,
            WireVerify.with {
                $0.full = true
                $0.expectedSequence = 12
                $0.expectedHash = Data(count: ChainHash.length)
            })
        try add(.rebuild, WireRebuild.with { $0.feed = SampleJournal.feedName })
        try add(
            .skip,
            WireSkip.with {
                $0.feed = SampleJournal.feedName
                $0.sequence = 3
                $0.reason = "неизвестный тип"
            })
        try add(.trace, WireTrace.with { $0.traceID = SampleIDs.id(9).wire })
    }

    private mutating func add(command message: any Message) throws {
        let wire = try WireCommand.with {
            $0.commandID = SampleJournal.newID.wire
            $0.issuedAt = SampleJournal.now
            $0.actorID = SampleIDs.teacher.wire
            $0.schoolID = SampleJournal.school.wire
            $0.name = message.shortName
            $0.body = try message.serializedBytes()
            $0.enteredAt = SampleJournal.now - 1_000
        }
        try add(.command, wire, as: message.shortName)
    }
}

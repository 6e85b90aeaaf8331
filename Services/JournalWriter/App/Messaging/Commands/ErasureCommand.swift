import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

extension ErasePayloads: JournalCommand {
    static let name = "ErasePayloads"

    init(_ wire: WireErasePayloads) throws(Rejection) {
        guard !wire.sequences.isEmpty else { throw Field.missing("sequences") }
        guard wire.sequences.count <= EventLog.maximumErasures else {
            throw Rejection(
                .tooLarge, field: "sequences",
                "\(wire.sequences.count) events are named; the limit is \(EventLog.maximumErasures)")
        }
        self.init(
            // No feed comes near the end of an Int64: what lies beyond it is as unknown as its last number.
            sequences: wire.sequences.map(Int64.init(clamping:)),
            basis: try Field.text(wire.hasBasis, wire.basis, .legalBasis, "basis"))
    }

    func carryOut(in context: CommandContext) throws {
        for (index, sequence) in sequences.enumerated()
        where try !context.store.hasEvent(sequence, of: context.school) {
            throw Rejection.unknown("event", "sequences[\(index)]")
        }
        let persons = try context.store.persons(ofCards: sequences)
        try context.transaction.erase(sequences: sequences, basis: basis)
        // The log has appended the event itself; the tables follow as they do in a refold.
        try context.store.eraseCards(sequences)
        try context.store.forgetSourcedIDs(of: persons)
        // One that still lies there would bring the person back, and be in the backups until then.
        try context.transaction.forgetStages()
    }
}

extension ErasePayloads {
    /// The command's body, for a restore that erases again.
    var body: Data {
        get throws {
            try WireErasePayloads.with {
                $0.sequences = sequences.map { UInt64($0) }
                $0.basis = basis
            }.serializedBytes()
        }
    }
}

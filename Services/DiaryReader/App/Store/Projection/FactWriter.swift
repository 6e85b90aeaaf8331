import EventFeed
import Foundation
import GRDB
import School

/// Writes one fact with statements compiled once a connection.
///
/// What a fact refers to must be there, of the same source and school; the statement finds that out itself, and a
/// statement that changes nothing poisons the event.
struct FactWriter {
    /// From the beginning of time, for the zone a school was registered with.
    static let always = Int32.min

    let event: FeedEvent
    let source: Int64
    let database: Database

    func write(_ fact: JournalFact) throws {
        switch fact {
        case .school(let fact): try write(fact)
        case .person(let fact): try write(fact)
        case .group(let fact): try write(fact)
        case .lesson(let fact): try write(fact)
        case .roll(let fact): try write(fact)
        case .work(let fact): try write(fact)
        case .erased(let sequences): try erase(sequences)
        }
    }

    /// Carries out a statement that must change something.
    func change(_ sql: String, _ values: Values) throws {
        try run(sql, values)
        guard database.changesCount > 0 else {
            throw PoisonedEvent(event, "it is about something that this feed has not told of")
        }
    }

    func run(_ sql: String, _ values: Values) throws { try KeptStatement(sql, in: database).run(values) }

    private func erase(_ sequences: [Int64]) throws {
        for sequence in sequences {
            try run("DELETE FROM person_card WHERE source = ? AND sequence = ?", [source, sequence])
        }
    }
}

import EventFeed
import School

/// Writes facts into the rows of one source, and settles what they change for obligations.
///
/// A fact is about things told of before, by the same source and school; a statement that changes nothing poisons the
/// event.
struct FactWriter {
    let event: FeedEvent
    let turn: Turn

    var source: Int64 { turn.source }

    func write(_ fact: JournalFact) throws {
        switch fact {
        case .directory(let fact): try write(fact)
        case .lesson(let fact): try write(fact)
        case .work(let fact): try write(fact)
        case .person(let fact): try write(fact)
        }
    }

    /// Carries out a statement that must change something.
    func change(_ sql: String, _ values: Values) throws {
        guard try turn.run(sql, values) else { throw untold }
    }

    var untold: PoisonedEvent { PoisonedEvent(event, "it is about something that this feed has not told of") }
}

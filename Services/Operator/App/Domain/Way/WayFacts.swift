import Foundation

/// What is followed.
enum WaySubject: Hashable, Sendable {
    case mark(UUID)
    case trace(UUID)
}

/// An event on the way.
struct WayEvent: Hashable, Sendable {
    let feed: String
    let sequence: Int64
    let id: UUID
    let type: String
    /// The mark, lesson, alert or mail it is about.
    let thing: UUID?
}

/// What a service says of an event.
struct WayStep: Equatable, Sendable {
    enum Kind: String, Sendable {
        case recorded, applied, waiting, skipped, duty, alert, intent, mail
    }

    let event: WayEvent
    let kind: Kind
    /// Microseconds UTC.
    var at: Int64?
    var trace: UUID?
    /// The alert or mail; of a recorded event what it is about.
    var thing: UUID?
    var state: String?
    var detail: String?
    /// Due, or the end of a mail's gathering; microseconds UTC.
    var until: Int64?
    /// How far the feed has been read.
    var cursor: Int64?
    var messageID: String?
}

/// What one service said, or why it said nothing.
struct WayAnswer: Equatable, Sendable {
    enum Silence: Equatable, Sendable {
        /// It was not reached, or did not answer in time.
        case away(String)
        /// It answered that it will not.
        case refused(String)

        var why: String {
            switch self {
            case .away(let why), .refused(let why): why
            }
        }
    }

    let service: String
    var steps: [WayStep]
    /// How many events it has besides, which nobody was asked about.
    var unasked = 0
    var silence: Silence?
}

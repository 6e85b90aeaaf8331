import Contracts
import Foundation

/// What is asked about the way of something; at least one of the three.
public struct TraceQuestion: Sendable, Equatable {
    /// The most events one question names.
    public static let maximumEvents = 256

    public var trace: UUID?
    /// A mark, of which its journal knows the events.
    public var mark: UUID?
    /// Events of the feeds that are read: what became of them.
    public var events: [TracedEvent]
    /// Of what the own feed has of the trace or the mark only what comes after this sequence.
    public var after: Int64

    public init(trace: UUID? = nil, mark: UUID? = nil, events: [TracedEvent] = [], after: Int64 = 0) {
        self.trace = trace
        self.mark = mark
        self.events = events
        self.after = after
    }
}

/// What one service knows of a way.
public struct TraceReport: Sendable, Equatable {
    public var steps: [TraceStep]
    /// How many events its feed has under the trace that was asked for, of which one report names
    /// ``TraceQuestion/maximumEvents``; nil where no trace was asked for.
    public var recorded: Int?

    public init(steps: [TraceStep], recorded: Int? = nil) {
        self.steps = steps
        self.recorded = recorded
    }
}

/// An event as whoever follows it knows it.
public struct TracedEvent: Sendable, Hashable {
    public let feed: String
    public let sequence: Int64
    public let id: UUID
    public let type: String
    /// What it is about: the mark, lesson, alert or mail; nil for what is followed by its trace alone.
    public let thing: UUID?

    public init(feed: String, sequence: Int64, id: UUID, type: String, thing: UUID? = nil) {
        self.feed = feed
        self.sequence = sequence
        self.id = id
        self.type = type
        self.thing = thing
    }

    /// A mark was given, changed or withdrawn.
    public var isOfMark: Bool { ThingTypes.marks.contains(type) }
}

/// One place on the way of a piece of work: opaque ids, words and instants, never what was entered.
public struct TraceStep: Sendable, Equatable {
    /// What happened there.
    public struct Kind: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// It stands in this service's own feed.
        public static let recorded = Kind(rawValue: "recorded")
        /// This service has read it, and shows what came of it.
        public static let applied = Kind(rawValue: "applied")
        /// This service has not read as far.
        public static let waiting = Kind(rawValue: "waiting")
        /// An operator had it left out.
        public static let skipped = Kind(rawValue: "skipped")
        /// By when it was owed, and since when it is there.
        public static let duty = Kind(rawValue: "duty")
        /// What was owed was overdue.
        public static let alert = Kind(rawValue: "alert")
        /// Whether anybody is written to about it.
        public static let intent = Kind(rawValue: "intent")
        /// Somebody is.
        public static let mail = Kind(rawValue: "mail")
    }

    /// The event: of the own feed, or one that was asked about.
    public let event: TracedEvent
    public let kind: Kind
    /// Microseconds UTC; nil: not yet, or it is not known any more.
    public var at: Int64?
    public var traceID: UUID?
    /// The alert or mail; of a recorded event what it is about.
    public var thing: UUID?
    /// How that stands, in a word.
    public var state: String?
    /// Why, in a word or a sentence.
    public var detail: String?
    /// The instant that is waited for or was kept, microseconds UTC.
    public var until: Int64?
    /// How far the feed has been read.
    public var cursor: Int64?
    /// A mail's.
    public var messageID: String?

    public init(_ kind: Kind, of event: TracedEvent, at: Int64? = nil) {
        self.event = event
        self.kind = kind
        self.at = at
        thing = event.thing
    }
}

import Contracts
import Foundation
import School
import SwiftProtobuf

extension TraceQuestion {
    init(_ wire: WireTrace) throws(Refusal) {
        guard wire.hasTraceID || wire.hasMarkID || !wire.events.isEmpty else {
            throw .malformed("trace_id", "a trace, a mark or events are needed")
        }
        guard wire.events.count <= Self.maximumEvents else {
            throw .malformed("events", "\(wire.events.count) events; the limit is \(Self.maximumEvents)")
        }
        guard let after = Int64(exactly: wire.after) else { throw .malformed("after", "a sequence is needed") }
        self.init(
            trace: try Self.id(wire.hasTraceID ? wire.traceID : nil, "trace_id"),
            mark: try Self.id(wire.hasMarkID ? wire.markID : nil, "mark_id"), after: after)
        for (index, event) in wire.events.enumerated() { events.append(try TracedEvent(event, "events[\(index)]")) }
    }

    fileprivate static func id(_ bytes: Data?, _ field: String) throws(Refusal) -> UUID? {
        guard let bytes else { return nil }
        guard let id = UUID(bytes: bytes) else { throw .malformed(field, "16 bytes are needed") }
        return id
    }

    var wire: WireTrace {
        WireTrace.with {
            if let trace { $0.traceID = trace.data }
            if let mark { $0.markID = mark.data }
            $0.events = events.map(\.wire)
            if after > 0 { $0.after = UInt64(clamping: after) }
        }
    }
}

extension TraceReport {
    var wire: WireTraceReport {
        WireTraceReport.with {
            $0.steps = steps.map(\.wire)
            if let recorded { $0.recorded = UInt64(clamping: recorded) }
        }
    }

    /// - Throws: `FeedClientError` where a step is of no event.
    init(_ wire: WireTraceReport) throws(FeedClientError) {
        var steps: [TraceStep] = []
        for step in wire.steps { steps.append(try TraceStep(step)) }
        self.init(steps: steps, recorded: wire.hasRecorded ? Int(clamping: wire.recorded) : nil)
    }
}

extension TracedEvent {
    fileprivate init(_ wire: WireTracedEvent, _ place: String) throws(Refusal) {
        guard wire.hasFeed else { throw .malformed("\(place).feed", "the feed's name is needed") }
        guard let sequence = Int64(exactly: wire.sequence), sequence > 0 else {
            throw .malformed("\(place).sequence", "the sequence of the event is needed")
        }
        guard let id = UUID(bytes: wire.eventID) else { throw .malformed("\(place).event_id", "16 bytes are needed") }
        guard wire.hasType else { throw .malformed("\(place).type", "the event's type is needed") }
        self.init(
            feed: wire.feed, sequence: sequence, id: id, type: wire.type,
            thing: try TraceQuestion.id(wire.hasThingID ? wire.thingID : nil, "\(place).thing_id"))
    }

    fileprivate var wire: WireTracedEvent {
        WireTracedEvent.with {
            $0.feed = feed
            $0.sequence = UInt64(clamping: sequence)
            $0.eventID = id.data
            $0.type = type
            if let thing { $0.thingID = thing.data }
        }
    }
}

extension TraceStep {
    var wire: WireTraceStep {
        WireTraceStep.with {
            $0.feed = event.feed
            $0.sequence = UInt64(clamping: event.sequence)
            $0.type = event.type
            $0.step = kind.rawValue
            $0.eventID = event.id.data
            if let at { $0.at = at }
            if let traceID { $0.traceID = traceID.data }
            if let thing { $0.thingID = thing.data }
            if let state { $0.state = state }
            if let detail { $0.detail = detail }
            if let until { $0.until = until }
            if let cursor { $0.cursor = UInt64(clamping: cursor) }
            if let messageID { $0.messageID = messageID }
        }
    }

    /// - Throws: `FeedClientError` for a step of no event.
    init(_ wire: WireTraceStep) throws(FeedClientError) {
        guard let id = UUID(bytes: wire.eventID), let sequence = Int64(exactly: wire.sequence) else {
            throw .protocolViolation("a step that names no event")
        }
        let thing = wire.hasThingID ? UUID(bytes: wire.thingID) : nil
        let kind = Kind(rawValue: wire.step)
        self.init(
            kind,
            of: TracedEvent(
                feed: wire.feed, sequence: sequence, id: id, type: wire.type, thing: kind == .recorded ? thing : nil),
            at: wire.hasAt ? wire.at : nil)
        self.thing = thing
        traceID = wire.hasTraceID ? UUID(bytes: wire.traceID) : nil
        state = wire.hasState ? wire.state : nil
        detail = wire.hasDetail ? wire.detail : nil
        until = wire.hasUntil ? wire.until : nil
        cursor = wire.hasCursor ? Int64(clamping: wire.cursor) : nil
        messageID = wire.hasMessageID ? wire.messageID : nil
    }
}

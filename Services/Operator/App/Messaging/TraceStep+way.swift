import EventFeed
import Foundation
import School

extension WayStep {
    /// Nil for what a later version tells and this one does not know.
    init?(_ step: TraceStep) {
        guard let kind = Kind(rawValue: step.kind.rawValue) else { return nil }
        self.init(
            event: WayEvent(step.event), kind: kind, at: step.at, trace: step.traceID == UUID.none ? nil : step.traceID,
            thing: step.thing, state: step.state, detail: step.detail, until: step.until, cursor: step.cursor,
            messageID: step.messageID)
    }
}

extension WayEvent {
    fileprivate init(_ event: TracedEvent) {
        self.init(feed: event.feed, sequence: event.sequence, id: event.id, type: event.type, thing: event.thing)
    }
}

extension TracedEvent {
    init(_ event: WayEvent) {
        self.init(feed: event.feed, sequence: event.sequence, id: event.id, type: event.type, thing: event.thing)
    }
}

import Foundation
import School

/// A way as JSON. Instants are microseconds UTC; what is not known is left out.
struct WayDocument: Encodable {
    let mark: String?
    let trace: String?
    /// Everything of it is done, and everybody answered.
    let whole: Bool
    let pending: [String]
    let unanswered: [Silence]
    /// Programs of a cluster that the configuration does not name.
    let notConfigured: [String]
    /// How many events of it are left out here, as far as is known.
    let notAsked: Int
    let events: [Event]

    struct Silence: Encodable {
        let service: String
        let why: String
    }

    struct Event: Encodable {
        let service: String
        let feed: String
        let sequence: Int64
        let type: String
        let id: String
        let trace: String?
        let thing: String?
        let recordedAt: Int64
        let steps: [Step]
    }

    struct Step: Encodable {
        let service: String
        let step: String
        let at: Int64?
        let state: String?
        let detail: String?
        let until: Int64?
        let cursor: Int64?
        let thing: String?
        let messageId: String?
    }

    init(_ way: Way) {
        mark = if case .mark(let id) = way.subject { id.text } else { nil }
        trace = if case .trace(let id) = way.subject { id.text } else { nil }
        whole = way.isWhole
        pending = way.pending
        unanswered = way.silent.map { Silence(service: $0.service, why: $0.silence?.why ?? "") }
        notConfigured = way.missing
        notAsked = way.unasked
        events = way.stations.map(Event.init)
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return SafeText.json(String(decoding: try encoder.encode(self), as: UTF8.self)) + "\n"
        }
    }
}

extension WayDocument.Event {
    fileprivate init(_ station: Way.Station) {
        self.init(
            service: station.owner, feed: station.event.feed, sequence: station.event.sequence,
            type: station.event.type, id: station.event.id.text, trace: station.trace?.text,
            thing: station.event.thing?.text, recordedAt: station.recordedAt,
            steps: station.followers.map { WayDocument.Step($0.service, $0.step) })
    }
}

extension WayDocument.Step {
    fileprivate init(_ service: String, _ step: WayStep) {
        self.init(
            service: service, step: step.kind.rawValue, at: step.at, state: step.state, detail: step.detail,
            until: step.until, cursor: step.cursor, thing: step.thing?.text, messageId: step.messageID)
    }
}

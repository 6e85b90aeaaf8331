import Foundation

/// The way of one entry through the cluster, put together from what the services say.
struct Way: Equatable, Sendable {
    /// An event and who recorded it.
    struct Station: Equatable, Sendable {
        let event: WayEvent
        let owner: String
        let recordedAt: Int64
        let trace: UUID?
        /// What others did because of it.
        var followers: [Follower] = []
    }

    struct Follower: Equatable, Sendable {
        let service: String
        let step: WayStep
    }

    let subject: WaySubject
    /// In the order they were recorded.
    private(set) var stations: [Station]
    /// Who said nothing, in the order of the configuration.
    let silent: [WayAnswer]

    init(of subject: WaySubject, _ answers: [WayAnswer]) {
        self.subject = subject
        silent = answers.filter { $0.silence != nil }
        stations = Self.stations(answers)
        for index in stations.indices {
            let id = stations[index].event.id
            stations[index].followers = answers.flatMap { answer in
                answer.steps.filter { $0.kind != .recorded && $0.event.id == id }
                    .map { Follower(service: answer.service, step: $0) }
            }
        }
    }

    private static func stations(_ answers: [WayAnswer]) -> [Station] {
        var seen: Set<UUID> = []
        let all = answers.flatMap { answer in
            answer.steps.filter { $0.kind == .recorded && seen.insert($0.event.id).inserted }.map { step in
                Station(event: step.event, owner: answer.service, recordedAt: step.at ?? 0, trace: step.trace)
            }
        }
        return all.sorted { ($0.recordedAt, $0.event.sequence) < ($1.recordedAt, $1.event.sequence) }
    }

    // MARK: How far it has come

    /// Nobody who answered knows of it.
    var isUnknown: Bool { stations.isEmpty }

    /// It is known, everybody answered, and nothing of it is still to come.
    var isWhole: Bool { !isUnknown && silent.isEmpty && pending.isEmpty }

    /// What is still to come, in words.
    var pending: [String] {
        var told: Set<String> = []
        return stations.flatMap { station in station.followers.compactMap { $0.pending(station) } }
            .filter { told.insert($0).inserted }
    }

    /// From its first own event, which an alert may have come before, to the last thing that followed; microseconds
    /// UTC.
    var span: ClosedRange<Int64>? {
        let instants = stations.flatMap { station in
            [station.recordedAt] + station.followers.compactMap { $0.step.kind.isEffect ? $0.step.at : nil }
        }
        guard let first = stations.first(where: isOwn)?.recordedAt, let last = instants.max() else { return nil }
        return first...max(first, last)
    }

    private func isOwn(_ station: Station) -> Bool {
        switch subject {
        case .mark(let mark): station.event.thing == mark
        case .trace(let trace): station.trace == trace
        }
    }
}

extension WayStep.Kind {
    /// It happened on the way, as an alert that was raised before did not.
    var isEffect: Bool { self == .applied || self == .mail }
}

extension Way.Follower {
    /// Nil where nothing more is awaited.
    fileprivate func pending(_ station: Way.Station) -> String? {
        switch step.kind {
        case .waiting:
            let place =
                "\(station.event.feed) is read up to \(step.cursor ?? 0), the event is \(station.event.sequence)"
            let why = step.detail.map { ": \($0)" } ?? ""
            return "\(service) has not applied \(station.event.type) yet (\(place); \(step.state ?? "unknown")\(why))"
        case .intent where step.state == "waiting":
            return "\(service) has not decided yet whether anybody is written to"
        case .mail where !["accepted", "failed", "suppressed"].contains(step.state):
            return "\(service) has a mail that is \(step.state ?? "unknown")"
        default: return nil
        }
    }
}

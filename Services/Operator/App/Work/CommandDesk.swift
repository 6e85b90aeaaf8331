import EventFeed
import Foundation
import School

/// What became of the orders of a walk.
struct WalkCount: Equatable, Sendable {
    /// Carried out now.
    var done = 0
    /// There before.
    var known = 0
    /// Somebody had entered something else by hand; it was left.
    var leftAlone = 0
    /// Due too long ago for any owner to take it.
    var tooOld = 0
}

/// An order that its owner would not carry out.
struct OrderRefused: Error, CustomStringConvertible {
    let name: String
    let rejection: Rejection

    var description: String {
        let place = rejection.field.map { " (\($0))" } ?? ""
        return "\(name) was rejected: \(rejection.code.rawValue)\(place): \(rejection.message)"
    }
}

/// Sends orders, many at a time, and awaits what becomes of them.
struct CommandDesk: Sendable {
    /// Unanswered at once; an owner lets one sender have 256.
    static let window = 200
    /// How long one answer may take.
    static let patience: Duration = .seconds(60)
    /// How often an order is sent again that an owner was too busy for.
    private static let attempts = 50

    let journal: FeedClient
    let diary: FeedClient?

    /// Sends orders that do not depend on one another.
    /// - Throws: ``OrderRefused``; `FeedClientError`, after which nobody knows which of them were carried out.
    func send(_ orders: [SampleOrder]) async throws -> WalkCount {
        var count = WalkCount()
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            for (index, order) in orders.enumerated() {
                if index >= Self.window, let outcome = try await group.next() { count.add(outcome) }
                group.addTask { try await send(order) }
            }
            for try await outcome in group { count.add(outcome) }
        }
        return count
    }

    fileprivate enum Outcome: Sendable {
        case done
        case leftAlone
    }

    private func send(_ order: SampleOrder) async throws -> Outcome {
        guard let client = order.command.isForDiary ? diary : journal else { return .leftAlone }
        let command = try order.wireCommand()
        for attempt in 1...Self.attempts {
            switch try await client.send(command, timeout: Self.patience) {
            case .accepted: return .done
            case .rejected(let rejection) where order.command.isEntry && Self.isLeftAlone(rejection): return .leftAlone
            case .rejected(let rejection):
                guard let pause = rejection.retryAfterMilliseconds, attempt < Self.attempts else {
                    throw OrderRefused(name: command.name, rejection: rejection)
                }
                try await Task.sleep(for: .milliseconds(Int64(pause)))
            }
        }
        return .leftAlone
    }

    /// Somebody entered something there, or cancelled the lesson: what people do in the sample city stands.
    private static func isLeftAlone(_ rejection: Rejection) -> Bool {
        switch rejection.code {
        case .conflict, .exists, .lessonCancelled: true
        default: false
        }
    }
}

extension WalkCount {
    fileprivate mutating func add(_ outcome: CommandDesk.Outcome) {
        switch outcome {
        case .done: done += 1
        case .leftAlone: leftAlone += 1
        }
    }

    static func += (left: inout WalkCount, right: WalkCount) {
        left.done += right.done
        left.known += right.known
        left.leftAlone += right.leftAlone
        left.tooOld += right.tooOld
    }
}

import Synchronization

/// What an operator orders of a subscription.
enum SubscriptionOrder: Sendable, Equatable {
    /// Goes on with the generation that the store now says is to be built.
    case rebuild
    /// Goes on past a stop that was ended in the store.
    case resume
}

/// Hands orders to the one task that follows the feed; the newest order of a kind stands for all of them.
final class OrderBox: Sendable {
    private struct State {
        var orders: [SubscriptionOrder] = []
        var waiter: CheckedContinuation<SubscriptionOrder?, Never>?
    }

    private let state = Mutex(State())

    func put(_ order: SubscriptionOrder) {
        let waiter = state.withLock { state in
            if let waiter = state.waiter {
                state.waiter = nil
                return Optional(waiter)
            }
            if !state.orders.contains(order) { state.orders.append(order) }
            return nil
        }
        waiter?.resume(returning: order)
    }

    /// The next order; nil where the waiting task is cancelled.
    func next() async -> SubscriptionOrder? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: SubscriptionOrder?? = state.withLock { state in
                    if Task.isCancelled { return .some(nil) }
                    if !state.orders.isEmpty { return state.orders.removeFirst() }
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(returning: nil)
        }
    }
}

import Foundation
import Glibc
import Synchronization

/// The points at which a test may let the process die, as if it had been killed there. All are inert unless the hidden
/// flag `--die-at NAME[:N]` names one, which only a sample store allows.
public struct FaultPoints: Sendable {
    private struct Target: Sendable {
        let name: String
        let passages: PassageCount
    }

    private let declared: Set<String>
    private let target: Target?
    private let die: @Sendable () -> Void

    /// - Parameters:
    ///   - dieAt: `NAME` or `NAME:N`, to die at the N-th passage; nil makes every point inert.
    ///   - declared: the names the service has; another name is refused.
    ///   - isSample: whether the store is a sample.
    public init(dieAt: String?, declared: [String], isSample: Bool) throws(FaultPointError) {
        try self.init(dieAt: dieAt, declared: declared, isSample: isSample, die: Self.killProcess)
    }

    init(
        dieAt: String?, declared: [String], isSample: Bool, die: @escaping @Sendable () -> Void
    ) throws(FaultPointError) {
        self.declared = Set(declared)
        self.die = die
        target = try dieAt.map { text throws(FaultPointError) in
            guard isSample else { throw FaultPointError("--die-at is refused: the store is a real one, not a sample") }
            return try Self.target(text, declared)
        }
    }

    /// The point of this name. Asking for one that was not declared is a defect of the program.
    public func point(_ name: String) -> FaultPoint {
        precondition(declared.contains(name), "fault point \(name) is not declared")
        guard let target, target.name == name else { return .inert }
        return FaultPoint(passages: target.passages, die: die)
    }

    private static func target(_ text: String, _ declared: [String]) throws(FaultPointError) -> Target {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard declared.contains(name) else {
            throw FaultPointError(
                "--die-at \(text): there is no such point; there are \(declared.sorted().joined(separator: ", "))")
        }
        guard parts.count <= 2, let passage = parts.count == 2 ? Int(parts[1]) : 1, passage >= 1 else {
            throw FaultPointError("--die-at \(text): expected NAME or NAME:N with N from 1")
        }
        return Target(name: name, passages: PassageCount(last: passage))
    }

    /// The signal that leaves nothing a chance to clean up.
    private static let killProcess: @Sendable () -> Void = { kill(getpid(), SIGKILL) }
}

/// One place in the program at which it may be made to die.
public struct FaultPoint: Sendable {
    /// Never dies.
    public static let inert = FaultPoint(passages: nil, die: {})

    fileprivate let passages: PassageCount?
    fileprivate let die: @Sendable () -> Void

    /// Passes the point, or dies here.
    public func hit() {
        if let passages, passages.isLast() { die() }
    }
}

/// Counts passages down to the one that is meant, across threads.
private final class PassageCount: Sendable {
    private let remaining: Atomic<Int>

    init(last: Int) { remaining = Atomic(last) }

    func isLast() -> Bool {
        remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
    }
}

/// Why `--die-at` was refused.
public struct FaultPointError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

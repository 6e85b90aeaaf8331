import Foundation
import Regulation
import School
import Synchronization

/// What verdicts rest on, remembered within the transaction of one batch: hundreds of marks of a class and day share
/// their deadline, and finding it out takes longer than all else that a mark takes.
///
/// It is forgotten when a batch begins, since the one before may have been rolled back, and at each event that tells of
/// something a deadline rests on. Before the first batch nothing is remembered.
final class VerdictMemory: Sendable {
    private struct Contents {
        var isOpen = false
        var histories: [UUID: ZoneHistory] = [:]
        var markDues: [MarkBasis: MarkDue] = [:]
        var markPlaces: [UUID: MarkPlace] = [:]

        var isEmpty: Bool { histories.isEmpty && markDues.isEmpty && markPlaces.isEmpty }
    }

    /// Whose marks, and from which day their deadline is counted.
    struct MarkBasis: Hashable {
        let cohort: UUID
        let base: Day
    }

    enum MarkDue {
        case due(Due)
        /// The calendar of that year is not known here.
        case unknown
    }

    private let contents = Mutex(Contents())

    func begin() { contents.withLock { $0 = Contents(isOpen: true) } }

    func forget() {
        contents.withLock { contents in
            guard !contents.isEmpty else { return }
            contents = Contents(isOpen: contents.isOpen)
        }
    }

    func history(of school: UUID, _ find: () throws -> ZoneHistory) rethrows -> ZoneHistory {
        if let known = contents.withLock({ $0.histories[school] }) { return known }
        let found = try find()
        contents.withLock { if $0.isOpen { $0.histories[school] = found } }
        return found
    }

    func markDue(_ basis: MarkBasis, _ find: () throws -> MarkDue) rethrows -> MarkDue {
        if let known = contents.withLock({ $0.markDues[basis] }) { return known }
        let found = try find()
        contents.withLock { if $0.isOpen { $0.markDues[basis] = found } }
        return found
    }

    /// - Parameter work: whose marks they are.
    func markPlace(of work: UUID, _ find: () throws -> MarkPlace) rethrows -> MarkPlace {
        if let known = contents.withLock({ $0.markPlaces[work] }) { return known }
        let found = try find()
        contents.withLock { if $0.isOpen { $0.markPlaces[work] = found } }
        return found
    }
}

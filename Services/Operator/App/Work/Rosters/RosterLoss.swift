import EventFeed

/// So many people or places of one kind that would end by a roster that somebody should look twice: a list of one class
/// given for a whole school, or another school's bundle under the same name, ends everybody else.
struct RosterLoss: Equatable, Sendable {
    /// The share of a kind that may end where the operator says nothing, in percent.
    static let usualShare = 10
    /// So many may end in any case.
    static let few: UInt64 = 20
    /// Those with whom somebody's access and journal end.
    static let kinds: Set<RosterKind> = [.pupil, .staff, .enrolment, .guardianship, .guardian]
    private static let words = ["pupil", "staff", "enrolment", "guardianship", "guardian"]

    let kind: String
    let ended: UInt64
    let before: UInt64

    /// What is too much of what an import came to.
    /// - Parameter share: how much of a kind may end, in percent.
    static func beyond(_ share: Int, _ changes: [ChangeCount]) -> [RosterLoss] {
        words.compactMap { word in
            guard let change = changes.first(where: { $0.kind == word }), let before = change.before else { return nil }
            let loss = RosterLoss(kind: word, ended: change[.ended], before: before)
            return loss.ended > few && loss.share > share ? loss : nil
        }
    }

    /// In percent, rounded up.
    var share: Int {
        let (whole, rest) = (ended * 100).quotientAndRemainder(dividingBy: max(before, 1))
        return Int(clamping: whole) + (rest > 0 ? 1 : 0)
    }
}

extension RosterLoss: CustomStringConvertible {
    var description: String { "\(kind): \(ended) of \(before) would end (\(share) %)" }
}

extension [RosterLoss] {
    /// What to add to a command line that means it.
    var allowance: String { "--may-end \(Swift.min(100, map(\.share).max() ?? 0))" }
}

/// A roster that would end too much.
struct RosterEndsTooMuch: Error, CustomStringConvertible {
    let source: String
    let losses: [RosterLoss]

    var description: String {
        """
        nothing was recorded, as much of what \(source) has named would end:
        \(losses.map { "  \($0)" }.joined(separator: "\n"))
        Is this a part of what there is, or another school's? A file is taken as the whole of its source. If it is meant, \
        as at the end of a year, add \(losses.allowance)
        """
    }
}

extension Roster {
    /// Whether anything could end by it whose end needs a second look.
    var canEnd: Bool {
        !whole.isDisjoint(with: RosterLoss.kinds)
            || entries.contains { entry in
                switch entry.record {
                case .remove, .onlyGuardianships, .removeName, .removeParts: true
                // A role that became another one takes away what it made of somebody before.
                case .putName(let thing): thing.role != nil
                default: false
                }
            }
    }
}

import ServiceKit

extension RestorePlan {
    /// What stands in the way of restoring, service by service; all of it must go before the first is touched.
    var problems: [String] {
        checks.flatMap { check -> [String] in
            switch check.found {
            case .checked(let found): found.problems.map { "\(check.name): \($0)" }
            case .notAsked(let why): ["\(check.name): \(why)"]
            }
        } + shortages
    }

    /// Disks that have room for each of the stores, and not for all of them.
    private var shortages: [String] {
        let found = checks.compactMap { check -> RestoreCheck? in
            if case .checked(let found) = check.found { found } else { nil }
        }
        return Dictionary(grouping: found, by: \.device).values.compactMap { stores -> String? in
            guard stores.count > 1, let free = stores.compactMap(\.freeBytes).min() else { return nil }
            let needed = stores.reduce(0) { $0 + $1.neededBytes }
            let reserved = stores.map(\.reservedBytes).max() ?? 0
            guard free < needed + reserved, stores.allSatisfy({ free >= $0.neededBytes + $0.reservedBytes }) else {
                return nil
            }
            return
                "the disk of \(stores.map(\.store).sorted().joined(separator: ", ")) has \(free) bytes left; all "
                + "of them need \(needed), and \(reserved) are to stay free"
        }.sorted()
    }

    /// What is erased again, and by which list; loud where there is none that could know.
    var erasureLines: [String] {
        let lines = checks.flatMap { check -> [String] in
            switch check.found {
            case .checked(let found): found.erasures.map(Self.lines) ?? []
            case .notAsked: ["\(check.name): its lists of erasures were not looked for"]
            }
        }
        return lines.isEmpty ? ["nothing that is restored can be erased"] : lines
    }

    private static func lines(_ erasures: RestoreCheck.Erasures) -> [String] {
        let lists = erasures.lists.map { "\($0.path) (\($0.count))" }.joined(separator: ", ")
        let again = "\(erasures.again) of the backup's events are erased again"
        if erasures.isRecent { return ["\(erasures.feed): \(again), by \(lists)"] }
        let carried = lists.isEmpty ? "" : "; the backup's own list, \(lists), does not know of it"
        return [
            "\(erasures.feed): NO LIST OF ERASURES was found where its service keeps it, \(erasures.lookedFor)"
                + carried,
            "    WHO WAS ERASED AFTER THE BACKUP COMES BACK. Name the newest list there is by --erasures",
        ]
    }
}

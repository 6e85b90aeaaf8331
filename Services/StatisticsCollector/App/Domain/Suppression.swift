/// Small cells are not shown, so that nobody is found in a figure; they enter totals all the same (rules, section 4).
/// Zero is a small cell: that nobody came says something of each.
enum Suppression {
    /// Cells of fewer people are not shown.
    static let smallest = 5

    /// Nil for a cell that is not shown: too small, or the next smallest where only one is, which the total would give
    /// away.
    static func shown(_ cells: [Int]) -> [Int?] {
        covered(cells.map { $0 < smallest ? nil : $0 })
    }

    /// Parts of a whole that is shown beside them. What is left of the whole is a part too, which whoever subtracts can
    /// tell: so many parts are hidden, the smallest first, that at least ``smallest`` people stay together.
    static func shown(_ parts: [Int], of whole: Int) -> [Int?] {
        guard whole >= smallest else { return parts.map { _ in nil } }
        var shown = parts.map { $0 < smallest ? nil : Optional($0) }
        while whole - shown.compactMap(\.self).reduce(0, +) < smallest, let next = least(of: shown) {
            shown[next] = nil
        }
        return shown
    }

    /// The same cells, and where one alone is hidden the next smallest too.
    static func covered(_ shown: [Int?]) -> [Int?] {
        var shown = shown
        if shown.count(where: { $0 == nil }) == 1, let next = least(of: shown) { shown[next] = nil }
        return shown
    }

    private static func least(of shown: [Int?]) -> Int? {
        shown.indices.compactMap { index in shown[index].map { (index, $0) } }.min { $0.1 < $1.1 }?.0
    }
}

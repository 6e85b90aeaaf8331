/// Finds the known name a mistyped one was probably meant to be.
enum NearestName {
    /// Names further apart than this are not suggested.
    private static let greatestDistance = 3

    /// The sentence end for an unknown key: the nearest known name, or the list of what is known.
    static func expectation(for name: String, among known: [String]) -> String {
        if let nearest = nearest(to: name, among: known) { return "a known key, perhaps \(nearest)" }
        return known.isEmpty ? "no key here" : "one of \(known.sorted().joined(separator: ", "))"
    }

    static func nearest(to name: String, among known: [String]) -> String? {
        known.map { (distance($0, name), $0) }
            .filter { $0.0 <= greatestDistance && $0.0 < name.count }
            .min { $0 < $1 }?.1
    }

    /// The Levenshtein distance: the fewest insertions, removals and replacements between two names.
    static func distance(_ first: String, _ second: String) -> Int {
        let (first, second) = (Array(first), Array(second))
        var previous = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let replaced = previous[column] + (first[row] == second[column] ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[second.count]
    }
}

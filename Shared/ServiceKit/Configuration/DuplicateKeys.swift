import Yams

/// Masks repeated keys in YAML text by same-length private-use characters, so that the rest can still be checked at
/// unchanged lines and columns.
struct DuplicateKeys {
    /// Unicode's private use area, which YAML allows in text and nobody uses in a key.
    private static let firstMask: UInt32 = 0xE000
    private static let lastMask: UInt32 = 0xF8FF

    private var lines: [[Unicode.Scalar]] = [[]]
    /// What each line but the last ends with.
    private var breaks: [[Unicode.Scalar]] = []
    private var nextMask = Self.firstMask

    /// Lines end where the parser counts a new one (YAML 1.1, 5.4), or its marks would lead elsewhere.
    init(text: String) {
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where last == "\r": breaks[breaks.count - 1].append(scalar)
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                breaks.append([scalar])
                lines.append([])
            default: lines[lines.count - 1].append(scalar)
            }
            last = scalar
        }
    }

    var text: String {
        var view = String.UnicodeScalarView()
        for (number, line) in lines.enumerated() {
            view.append(contentsOf: line)
            if breaks.indices.contains(number) { view.append(contentsOf: breaks[number]) }
        }
        return String(view)
    }

    static func isMasked(_ key: String) -> Bool {
        key.unicodeScalars.first.map { (firstMask...lastMask).contains($0.value) } ?? false
    }

    /// Masks the second and later uses of the names in the block mapping of which `mark` is the first repeated key.
    /// - Returns: each masked key with its line and column; empty where the mapping is written in braces.
    mutating func mask(_ names: [String], from mark: Mark) -> [(name: String, line: Int, column: Int)] {
        guard lines.indices.contains(mark.line - 1), mark.column > 0 else { return [] }
        let column = mark.column - 1
        let start = blockStart(at: mark.line - 1, column: column)
        var seen: Set<String> = []
        var found: [(String, Int, Int)] = []
        for line in start..<lines.count {
            if line > start {
                guard let indentation = indentation(of: line), indentation <= column else { continue }
                if indentation < column { break }
            }
            guard let name = names.first(where: { startsKey($0, line, column) }) else { continue }
            if !seen.insert(name).inserted, replace(name, line, column) { found.append((name, line + 1, column + 1)) }
        }
        return found
    }

    /// The mark is that of one of the repeated keys; others of the mapping may stand above it.
    private func blockStart(at line: Int, column: Int) -> Int {
        var start = line
        while start > 0, !opensElement(start, column) {
            let above = indentation(of: start - 1) ?? column
            guard above >= column || opensElement(start - 1, column) else { break }
            start -= 1
        }
        return start
    }

    /// nil for a blank line or a comment.
    private func indentation(of line: Int) -> Int? {
        guard let first = lines[line].firstIndex(where: { $0 != " " }), lines[line][first] != "#" else { return nil }
        return first
    }

    /// A mapping that is a list's element begins behind the dash: `- name: …`.
    private func opensElement(_ line: Int, _ column: Int) -> Bool {
        let lead = lines[line].prefix(column)
        return lead.count == column && lead.contains("-") && lead.allSatisfy { $0 == " " || $0 == "-" }
    }

    private func startsKey(_ name: String, _ line: Int, _ column: Int) -> Bool {
        let key = Array(name.unicodeScalars)
        guard lines[line].count > column + key.count, Array(lines[line][column..<column + key.count]) == key else {
            return false
        }
        return lines[line][(column + key.count)...].first { $0 != " " } == ":"
    }

    private mutating func replace(_ name: String, _ line: Int, _ column: Int) -> Bool {
        guard nextMask < Self.lastMask, let scalar = Unicode.Scalar(nextMask) else { return false }
        nextMask += 1
        for offset in 0..<name.unicodeScalars.count { lines[line][column + offset] = scalar }
        return true
    }
}

/// Columns of text, as wide as they need be, in a given width: what does not fit is cut where the column allows it.
struct TextTable: Sendable {
    struct Column: Sendable {
        let title: String
        var isRight = false
        /// It may be cut down to this width; nil: never.
        var least: Int?
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// Cells are somebody else's words: each stays on its line.
    mutating func add(_ cells: [String]) { rows.append(cells.map { SafeText.line($0) }) }

    /// The title and the rows, each a line of at most this width.
    func lines(width: Int) -> [String] {
        let widths = widths(in: width)
        return ([columns.map(\.title)] + rows).map { cells in
            let line = zip(cells, zip(columns, widths)).map { cell, place in Self.fit(cell, place.0, place.1) }
            return Self.trimmed(line.joined(separator: "  "))
        }.map { String($0.prefix(width)) }
    }

    private func widths(in width: Int) -> [Int] {
        var widths = columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index] }).map(\.count).max() ?? 0
        }
        var excess = widths.reduce(0, +) + 2 * (columns.count - 1) - width
        for index in columns.indices.reversed() {
            guard excess > 0, let least = columns[index].least else { continue }
            let cut = min(excess, max(0, widths[index] - least))
            widths[index] -= cut
            excess -= cut
        }
        return widths
    }

    private static func fit(_ cell: String, _ column: Column, _ width: Int) -> String {
        let text = cell.count <= width ? cell : cell.prefix(max(0, width - 1)) + "…"
        let space = String(repeating: " ", count: width - min(width, text.count))
        return column.isRight ? space + text : text + space
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}

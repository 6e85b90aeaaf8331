import School
import XML

/// Reads a sheet of a workbook: what its cells show, formulas by the value that was last reckoned.
struct WorksheetReader: Sendable {
    static let mostColumns = 256
    private static let mostCells = 2_000_000

    private let strings: [String]
    private let formats: CellFormats
    private let is1904: Bool

    private var rows: [(number: Int, cells: [Int: SheetValue])] = []
    private var merges: [MergedCells] = []
    private var count = 0
    private var row = 0
    private var column = -1
    private var cell: WorksheetCell?

    init(strings: [String], formats: CellFormats, is1904: Bool) {
        self.strings = strings
        self.formats = formats
        self.is1904 = is1904
    }

    /// Takes what stands in a sheet's part.
    mutating func take(_ event: XMLEvent) throws(WorkbookFault) {
        switch event {
        case .begin("row", let attributes): try beginRow(attributes["r"])
        case .begin("c", let attributes): try beginCell(attributes)
        case .end("c"): try endCell()
        case .begin("mergeCell", let attributes):
            guard let merge = attributes["ref"].flatMap(MergedCells.init) else {
                throw WorkbookFault(found: "merged cells nobody knows where", expected: "a range such as A1:C2")
            }
            merges.append(merge)
        default: try cell?.take(event)
        }
    }

    private mutating func beginRow(_ text: String?) throws(WorkbookFault) {
        let number = text.map { Int($0) ?? 0 } ?? row + 1
        guard number > row else {
            throw WorkbookFault(found: "row \(number) after row \(row)", expected: "rows in their order")
        }
        row = number
        column = -1
    }

    private mutating func beginCell(_ attributes: [String: String]) throws(WorkbookFault) {
        if let text = attributes["r"] {
            guard let place = CellReference(text), place.row == row, place.column > column else {
                throw WorkbookFault(found: "a cell that is not where it says", expected: "cells in their order")
            }
            column = place.column
        } else {
            column += 1
        }
        cell = WorksheetCell(type: attributes["t"] ?? "n", style: attributes["s"].flatMap(Int.init) ?? 0)
    }

    private mutating func endCell() throws(WorkbookFault) {
        defer { cell = nil }
        guard let value = cell?.value(strings, formats, is1904), !value.isBlank else { return }
        count += 1
        guard column < Self.mostColumns, count <= Self.mostCells else {
            throw WorkbookFault(
                found: "a value in column \(SheetText.letters(ofColumn: column)), row \(row)",
                expected: "at most \(Self.mostColumns) columns and \(Self.mostCells) cells")
        }
        if rows.last?.number != row {
            guard rows.count < CSVTable.mostRows else {
                throw WorkbookFault(found: "more than \(CSVTable.mostRows) rows", expected: "fewer")
            }
            rows.append((row, [:]))
        }
        rows[rows.count - 1].cells[column] = value
    }

    /// The sheet is over: its rows, each cell of merged ones with the value of all.
    func finish() throws(WorkbookFault) -> [SheetRow] {
        var rows = rows
        let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.number, $0) })
        var filled = 0
        for merge in merges {
            guard var index = places[merge.first.row], let value = rows[index].cells[merge.first.column] else {
                continue
            }
            let columns = merge.first.column...min(merge.last.column, Self.mostColumns - 1)
            // A row in which nothing else stands is no row of its own.
            while index < rows.count, rows[index].number <= merge.last.row {
                for column in columns { rows[index].cells[column] = value }
                index += 1
                filled += columns.count
                guard filled <= Self.mostCells else {
                    throw WorkbookFault(found: "merged cells all over the sheet", expected: "fewer")
                }
            }
        }
        return rows.map { SheetRow(number: $0.number, cells: $0.cells) }
    }
}

/// A cell while it is read.
struct WorksheetCell: Sendable {
    let type: String
    let style: Int
    private var text = ""
    private var inline = CellText()
    private var isInValue = false
    private var hasFormula = false

    init(type: String, style: Int) {
        self.type = type
        self.style = style
    }

    mutating func take(_ event: XMLEvent) throws(WorkbookFault) {
        switch event {
        case .begin("v", _): isInValue = true
        case .end("v"): isInValue = false
        case .begin("f", _): hasFormula = true
        case .text(let piece) where isInValue:
            text += piece
            guard text.utf16.count <= CellText.longest * 7 else {
                throw WorkbookFault(
                    found: "a value of more than \(CellText.longest) characters", expected: "a shorter one")
            }
        default: try inline.take(event)
        }
    }

    /// Nil where nothing stands.
    func value(_ strings: [String], _ formats: CellFormats, _ is1904: Bool) -> SheetValue? {
        switch type {
        case "s":
            guard let index = Int(text), strings.indices.contains(index) else {
                return .fault("a text that is not there")
            }
            return .text(strings[index])
        case "inlineStr": return .text(inline.value)
        case "str": return .text(text)
        case "b": return .flag(text == "1" || text == "true")
        case "e": return .fault("the error \(text)")
        case "d": return Day(String(text.prefix(10))).map(SheetValue.day) ?? .fault("no date")
        default: return number(formats, is1904)
        }
    }

    private func number(_ formats: CellFormats, _ is1904: Bool) -> SheetValue? {
        guard !text.isEmpty else { return hasFormula ? .fault("a formula whose value was never reckoned") : nil }
        guard let number = Double(text), number.isFinite else { return .fault("no number") }
        guard formats.isDate(style: style) else { return .number(number) }
        return SerialDate.day(number, is1904: is1904).map(SheetValue.day) ?? .fault("a date that no calendar has")
    }
}

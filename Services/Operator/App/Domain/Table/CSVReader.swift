/// A line of a table, as it was read.
struct CSVRow: Equatable, Sendable {
    /// From 1: the line of the file in which it begins.
    let line: Int
    var fields: [String]
    var faults: [CSVFault]

    /// Nothing stands in the line.
    var isBlank: Bool { fields == [""] && faults.isEmpty }
}

/// What is no RFC 4180 in a line.
struct CSVFault: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A quotation mark in a field that does not begin with one.
        case strayQuote
        /// Something between a closing quotation mark and the next separator.
        case textAfterQuote
        case lineBreakInQuotes
        case unclosedQuote
        /// A carriage return without a line feed.
        case bareReturn
        case notUTF8
        case controlCharacter
        /// The line is longer than any may be; the rest of it is left out.
        case tooLong
    }

    let kind: Kind
    /// The field's index in the line.
    let field: Int
}

/// Reads comma-separated values (RFC 4180) piece by piece: bytes go in, whole lines come out.
///
/// It never stops at a fault: it notes it, takes what it can, and is right again at the next line.
struct CSVReader: Sendable {
    /// Bytes of the longest line.
    static let longestLine = 1 << 20

    private enum State {
        case fieldStart
        case plain
        case quoted
        /// After a quotation mark in a quoted field: its end, or the first of two.
        case quote
    }

    private let separator: UInt8
    /// Whether a quoted field may go over several lines; OneRoster forbids it.
    private let allowsLineBreaks: Bool

    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var faults: [CSVFault] = []
    private var sawReturn = false
    private var line = 1
    private var rowLine = 1
    private var rowLength = 0
    private var mark = 0

    init(separator: UInt8 = UInt8(ascii: ","), allowsLineBreaks: Bool) {
        self.separator = separator
        self.allowsLineBreaks = allowsLineBreaks
    }

    /// Reads on; hands over each line that ends here.
    mutating func read(_ bytes: some Sequence<UInt8>, _ take: (CSVRow) throws -> Void) rethrows {
        for byte in bytes {
            if mark < Self.byteOrderMark.count, skipsMark(byte) { continue }
            if let row = step(byte) { try take(row) }
        }
    }

    /// The file is over: hands over a last line without a line break.
    mutating func finish(_ take: (CSVRow) throws -> Void) rethrows {
        if state == .quoted { note(.unclosedQuote) }
        guard !field.isEmpty || !fields.isEmpty || state != .fieldStart || sawReturn else { return }
        try take(endRow())
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Readers of UTF-8 have to bear a byte order mark at the beginning of a file.
    private mutating func skipsMark(_ byte: UInt8) -> Bool {
        if byte == Self.byteOrderMark[mark] {
            mark += 1
            return true
        }
        // No mark, or half of one, which is then no UTF-8.
        field += Self.byteOrderMark[..<mark]
        mark = Self.byteOrderMark.count
        return false
    }

    private mutating func step(_ byte: UInt8) -> CSVRow? {
        if sawReturn {
            sawReturn = false
            if byte == Self.feed { return endLine() }
            note(.bareReturn)
        }
        switch (state, byte) {
        case (.quoted, _): return stepInQuotes(byte)
        case (_, Self.feed): return endLine()
        case (_, Self.carriageReturn): sawReturn = true
        case (_, separator): endField()
        case (.fieldStart, Self.quotation): state = .quoted
        case (.quote, Self.quotation):
            append(byte)
            state = .quoted
        case (.quote, _):
            note(.textAfterQuote)
            append(byte)
            state = .plain
        default:
            if byte == Self.quotation { note(.strayQuote) }
            append(byte)
            state = .plain
        }
        return nil
    }

    private mutating func stepInQuotes(_ byte: UInt8) -> CSVRow? {
        switch byte {
        case Self.quotation: state = .quote
        case Self.feed, Self.carriageReturn:
            guard allowsLineBreaks else {
                note(.lineBreakInQuotes)
                state = .plain
                if byte == Self.feed { return endLine() }
                sawReturn = true
                return nil
            }
            if byte == Self.feed { line += 1 }
            append(byte)
        default: append(byte)
        }
        return nil
    }

    private mutating func append(_ byte: UInt8) {
        rowLength += 1
        guard rowLength <= Self.longestLine else {
            if rowLength == Self.longestLine + 1 { note(.tooLong) }
            return
        }
        field.append(byte)
    }

    private mutating func endLine() -> CSVRow {
        defer {
            line += 1
            rowLine = line
        }
        return endRow()
    }

    private mutating func endRow() -> CSVRow {
        endField()
        defer {
            fields.removeAll(keepingCapacity: true)
            faults.removeAll()
            rowLength = 0
            sawReturn = false
        }
        return CSVRow(line: rowLine, fields: fields, faults: faults)
    }

    private mutating func endField() {
        if let text = String(validating: field, as: UTF8.self) {
            if field.contains(where: isControl) { note(.controlCharacter) }
            fields.append(text)
        } else {
            note(.notUTF8)
            fields.append(String(decoding: field, as: UTF8.self))
        }
        field.removeAll(keepingCapacity: true)
        state = .fieldStart
    }

    private func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && !(allowsLineBreaks && (byte == Self.feed || byte == Self.carriageReturn))) || byte == 0x7F
    }

    private mutating func note(_ kind: CSVFault.Kind) {
        let fault = CSVFault(kind: kind, field: fields.count)
        if !faults.contains(fault) { faults.append(fault) }
    }

    private static let feed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quotation = UInt8(ascii: "\"")
}

/// A line of a table, as it was read.
struct CSVRow: Equatable, Sendable {
    /// From 1: the line of the file in which it begins.
    let line: Int
    var fields: [String]
    var faults: [CSVFault]

    /// Nothing stands in the line.
    var isBlank: Bool { fields == [""] && faults.isEmpty }

    /// Something of the line was left out: what is there says nothing about how many fields it has.
    var isCut: Bool { faults.contains(where: \.kind.cuts) }
}

/// How much a line may hold; what goes beyond that is not kept.
struct CSVLimits: Equatable, Sendable {
    /// Bytes, separators and quotation marks among them.
    var line = 1 << 20
    /// The standard's widest file has a tenth, without extensions.
    var fields = 256
    /// How many faults of one line are noted; there is nothing to be learned from more.
    var faults = 32

    static let standard = CSVLimits()
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
        /// The line has more fields than any may have; the others are left out.
        case tooManyFields

        /// Something of the line was left out.
        var cuts: Bool { self == .tooLong || self == .tooManyFields }
    }

    let kind: Kind
    /// The field's index in the line.
    let field: Int
}

/// Reads comma-separated values (RFC 4180) piece by piece: bytes go in, whole lines come out.
///
/// It never stops at a fault: it notes it, takes what it can, and is right again at the next line.
struct CSVReader: Sendable {
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
    private let limits: CSVLimits

    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var faults: [CSVFault] = []
    /// Of the field being read, so that none is noted twice.
    private var kinds: Set<CSVFault.Kind> = []
    private var sawReturn = false
    private var line = 1
    private var rowLine = 1
    private var rowLength = 0
    /// Nothing more of the line is kept.
    private var isFull = false
    private var mark = 0

    init(
        separator: UInt8 = UInt8(ascii: ","), allowsLineBreaks: Bool, limits: CSVLimits = .standard
    ) {
        self.separator = separator
        self.allowsLineBreaks = allowsLineBreaks
        self.limits = limits
    }

    /// Reads on; hands over each line that ends here.
    mutating func read(_ bytes: some Sequence<UInt8>, _ take: (CSVRow) throws -> Void) rethrows {
        for byte in bytes {
            if mark < Self.byteOrderMark.count, skipsMark(byte) { continue }
            count(byte)
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

    /// What ends a line is none of its bytes.
    private mutating func count(_ byte: UInt8) {
        guard state == .quoted || byte != Self.feed && byte != Self.carriageReturn else { return }
        rowLength += 1
        if rowLength == limits.line + 1 { note(.tooLong) }
    }

    private mutating func append(_ byte: UInt8) {
        if rowLength <= limits.line, !isFull { field.append(byte) }
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
            (rowLength, isFull) = (0, false)
            sawReturn = false
        }
        return CSVRow(line: rowLine, fields: fields, faults: faults)
    }

    private mutating func endField() {
        defer {
            field.removeAll(keepingCapacity: true)
            kinds.removeAll()
            state = .fieldStart
        }
        if isFull { return }
        isFull = rowLength > limits.line || fields.count == limits.fields
        guard fields.count < limits.fields else { return note(.tooManyFields) }
        if let text = String(validating: field, as: UTF8.self) {
            if field.contains(where: isControl) { note(.controlCharacter) }
            fields.append(text)
        } else {
            // What the limit cut in the middle of a letter is no mistake of its own.
            if rowLength <= limits.line { note(.notUTF8) }
            fields.append(String(decoding: field, as: UTF8.self))
        }
    }

    private func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && !(allowsLineBreaks && (byte == Self.feed || byte == Self.carriageReturn))) || byte == 0x7F
    }

    private mutating func note(_ kind: CSVFault.Kind) {
        guard faults.count < limits.faults || kind.cuts, kinds.insert(kind).inserted else { return }
        faults.append(CSVFault(kind: kind, field: fields.count))
    }

    private static let feed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quotation = UInt8(ascii: "\"")
}

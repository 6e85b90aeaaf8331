import XML

/// The texts of a workbook that its cells refer to.
struct SharedStrings: Sendable {
    private(set) var texts: [String] = []
    private var text = CellText()
    private let limits: TableLimits
    /// Bytes of all texts.
    private var size = 0

    init(limits: TableLimits = .standard) { self.limits = limits }

    /// Takes what stands in `sharedStrings.xml`.
    mutating func take(_ event: XMLEvent) throws(WorkbookFault) {
        switch event {
        case .begin("si", _): text = CellText()
        case .end("si"):
            let text = text.value
            size += text.utf8.count
            guard texts.count < limits.cells else {
                throw WorkbookFault(found: "more than \(limits.cells) texts", expected: "fewer")
            }
            guard size <= limits.text else {
                throw WorkbookFault(found: "more than \(limits.text) bytes of text", expected: "less")
            }
            texts.append(text)
        default: try text.take(event)
        }
    }
}

/// A text in one or more runs; how it is pronounced is no part of it.
struct CellText: Sendable {
    /// In UTF-16, as spreadsheets count.
    static let longest = 32_767

    private var parts = ""
    private var length = 0
    private var isInText = false
    private var isInPhonetic = false

    mutating func take(_ event: XMLEvent) throws(WorkbookFault) {
        switch event {
        case .begin("t", _): isInText = !isInPhonetic
        case .end("t"): isInText = false
        case .begin("rPh", _): isInPhonetic = true
        case .end("rPh"): isInPhonetic = false
        case .text(let piece) where isInText:
            parts += piece
            length += piece.utf16.count
            guard length <= Self.longest * 7 else {
                throw WorkbookFault(found: "a text of more than \(Self.longest) characters", expected: "a shorter one")
            }
        default: break
        }
    }

    /// Control characters are written `_x000D_`; an underscore that looks so is written `_x005F_`.
    var value: String {
        guard parts.utf8.contains(UInt8(ascii: "_")) else { return parts }
        let bytes = Array(parts.utf8)
        var (made, index): ([UInt8], Int) = ([], 0)
        made.reserveCapacity(bytes.count)
        while index < bytes.count {
            if let scalar = Self.escaped(bytes[index...].prefix(Self.escape)) {
                made += Array(String(scalar).utf8)
                index += Self.escape
            } else {
                made.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: made, as: UTF8.self)
    }

    /// Bytes of `_x000D_`.
    private static let escape = 7

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> UnicodeScalar? {
        let digits = bytes.dropFirst(2).dropLast()
        guard bytes.count == escape, bytes.first == UInt8(ascii: "_"), bytes.last == UInt8(ascii: "_"),
            bytes.dropFirst().first == UInt8(ascii: "x"),
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { UnicodeScalar($0) }
    }
}

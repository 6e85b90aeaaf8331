import XML

/// The texts of a workbook that its cells refer to.
struct SharedStrings: Sendable {
    private static let most = 2_000_000

    private(set) var texts: [String] = []
    private var text = CellText()

    /// Takes what stands in `sharedStrings.xml`.
    mutating func take(_ event: XMLEvent) throws(WorkbookFault) {
        switch event {
        case .begin("si", _): text = CellText()
        case .end("si"):
            guard texts.count < Self.most else {
                throw WorkbookFault(found: "more than \(Self.most) texts", expected: "fewer")
            }
            texts.append(text.value)
        default: try text.take(event)
        }
    }
}

/// A text in one or more runs; how it is pronounced is no part of it.
struct CellText: Sendable {
    /// In UTF-16, as spreadsheets count.
    static let longest = 32_767

    private var parts = ""
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
            guard parts.utf16.count <= Self.longest * 7 else {
                throw WorkbookFault(found: "a text of more than \(Self.longest) characters", expected: "a shorter one")
            }
        default: break
        }
    }

    /// Control characters are written `_x000D_`; an underscore that looks so is written `_x005F_`.
    var value: String {
        guard parts.contains("_x") else { return parts }
        return parts.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
            UInt32(match.1, radix: 16).flatMap { UnicodeScalar($0) }.map { String($0) } ?? String(match.0)
        }
    }
}

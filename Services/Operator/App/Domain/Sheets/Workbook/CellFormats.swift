import XML

/// Which styles of a workbook make a date of a number.
struct CellFormats: Sendable {
    private var codes: [Int: String] = [:]
    private var formats: [Int] = []
    private var isInCells = false

    /// Takes what stands in `styles.xml`.
    mutating func take(_ event: XMLEvent) {
        switch event {
        case .begin("numFmt", let attributes):
            guard let id = attributes["numFmtId"].flatMap(Int.init), let code = attributes["formatCode"] else { return }
            codes[id] = code
        case .begin("cellXfs", _): isInCells = true
        case .end("cellXfs"): isInCells = false
        case .begin("xf", let attributes) where isInCells:
            formats.append(attributes["numFmtId"].flatMap(Int.init) ?? 0)
        default: break
        }
    }

    func isDate(style: Int) -> Bool {
        guard formats.indices.contains(style) else { return false }
        let format = formats[style]
        return codes[format].map(Self.showsDay) ?? Self.builtIn.contains { $0.contains(format) }
    }

    /// Those that have a date in them in every language (ISO/IEC 29500-1, 18.8.30), and those of East Asia.
    private static let builtIn = [14...17, 22...22, 27...36, 50...58]

    /// Whether a format shows a year or a day. What stands in quotation marks, in brackets or after a backslash is
    /// text.
    static func showsDay(_ code: String) -> Bool {
        var rest = Substring(code.lowercased().split(separator: ";", omittingEmptySubsequences: false).first ?? "")
        guard !rest.contains("general") else { return false }
        while let letter = rest.popFirst() {
            switch letter {
            case "\"": skip(&rest, to: "\"")
            case "[": skip(&rest, to: "]")
            case "\\", "_", "*": _ = rest.popFirst()
            // «Г» and «Д»: some programs write the letters their users see.
            case "y", "d", "г", "д": return true
            default: break
            }
        }
        return false
    }

    private static func skip(_ rest: inout Substring, to end: Character) {
        while let letter = rest.popFirst(), letter != end {}
    }
}

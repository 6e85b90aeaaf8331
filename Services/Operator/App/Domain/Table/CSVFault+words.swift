extension CSVFault.Kind {
    /// What was found, and what should be.
    func words(_ limits: CSVLimits = .standard) -> (String, String) {
        switch self {
        case .strayQuote: ("a quotation mark inside", "a field with one in quotation marks, the inner ones doubled")
        case .textAfterQuote: ("text after the closing quotation mark", "a separator or the line's end")
        case .lineBreakInQuotes: ("a line break inside quotation marks", "none in a field")
        case .unclosedQuote: ("the file's end inside quotation marks", "a closing quotation mark")
        case .bareReturn: ("a carriage return alone", "line breaks of CR LF or LF")
        case .notUTF8: ("bytes that are no UTF-8", "UTF-8")
        case .controlCharacter: ("a control character", "none in a field")
        case .tooLong: ("more than \(limits.line) bytes", "a shorter line")
        case .tooManyFields: ("more than \(limits.fields) fields", "fewer in a line")
        }
    }
}

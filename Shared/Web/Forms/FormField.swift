/// A labelled field of a form, with its hint and its errors beside it.
public struct FormField: Sendable {
    /// What the field is.
    public enum Kind: Sendable {
        /// A line of text.
        case text
        case password
        case email
        case date
        /// A whole number.
        case number
        /// Several lines.
        case lines(Int)
        /// One of these.
        case choice([Option])
        /// One of these, all shown.
        case radio([Option])
        /// Yes or no; sent as "yes" or not at all.
        case checkbox
    }

    /// One of several answers.
    public struct Option: Sendable {
        public let value: String
        public let label: Phrase

        public init(_ value: String, _ label: Phrase) {
            self.value = value
            self.label = label
        }
    }

    /// The name it is sent by.
    public let name: String
    public let label: Phrase
    public let kind: Kind
    public var hint: Phrase?
    public var isRequired: Bool
    /// The most characters the browser lets in; the server checks its own limit.
    public var maximumLength: Int?
    /// HTML's autofill field name, such as `username` or `current-password`.
    public var autocomplete: String?
    /// Leaves the label to screen readers, in tables whose headings say it.
    public var isLabelHidden: Bool

    public init(
        _ name: String, _ label: Phrase, _ kind: Kind = .text, hint: Phrase? = nil, isRequired: Bool = false,
        maximumLength: Int? = nil, autocomplete: String? = nil, isLabelHidden: Bool = false
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.hint = hint
        self.isRequired = isRequired
        self.maximumLength = maximumLength
        self.autocomplete = autocomplete
        self.isLabelHidden = isLabelHidden
    }

    /// The value a checkbox is sent with.
    public static let yes = "yes"

    /// The id of the field's element: what the error summary leads to.
    static func id(_ name: String) -> String {
        "f-" + String(decoding: name.utf8.map { isLetterOrDigit($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

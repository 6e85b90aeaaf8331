/// One of several lists that a page can show.
public struct PageChoice: Sendable {
    public let words: Phrase
    public let link: Link
    public let isCurrent: Bool

    public init(_ words: Phrase, _ link: Link, isCurrent: Bool) {
        self.words = words
        self.link = link
        self.isCurrent = isCurrent
    }
}

extension HTML {
    /// Links in a row, one for each list; printed is only which one is shown.
    public mutating func choice(_ label: Phrase, _ choices: [PageChoice]) {
        self("nav", .label(label)) { html in
            html("p", .class("row")) { html in
                for choice in choices {
                    html(
                        "a", choice.words, .class(choice.isCurrent ? "tag due" : "tag"), .href(choice.link),
                        choice.isCurrent ? .attribute("aria-current", "true") : nil)
                }
            }
        }
    }
}

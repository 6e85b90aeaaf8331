/// The name of an element or attribute: only a literal of the source can be one, so no data ever becomes markup.
public struct HTMLName: ExpressibleByStringLiteral, Sendable {
    let literal: StaticString

    public init(stringLiteral literal: StaticString) {
        self.literal = literal
    }

    /// Whether an attribute of this name leads somewhere or holds program text.
    var leadsOrRuns: Bool {
        let text = literal.description
        return ["href", "src", "action", "formaction", "style", "srcdoc"].contains(text) || text.hasPrefix("on")
    }
}

/// Ready-made markup, taken as it is. Only a literal of the source can be one; each use is a place to review.
public struct TrustedMarkup: ExpressibleByStringLiteral, Sendable {
    let literal: StaticString

    public init(stringLiteral literal: StaticString) {
        self.literal = literal
    }
}

/// The name of an element or attribute: only a literal of the source can be one, so no data ever becomes markup.
public struct HTMLName: ExpressibleByStringLiteral, Sendable {
    let text: String

    public init(stringLiteral literal: StaticString) {
        text = literal.description
    }
}

/// Ready-made markup, taken as it is. Only a literal of the source can be one; each use is a place to review.
public struct TrustedMarkup: ExpressibleByStringLiteral, Sendable {
    let markup: String

    public init(stringLiteral literal: StaticString) {
        markup = literal.description
    }
}

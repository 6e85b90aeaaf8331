/// A piece of HTML being written, escaped by construction: tags and attribute names are literals of the source, texts
/// and attribute values are escaped, ready-made HTML comes in only as ``TrustedMarkup``.
///
///     html("section", .class("lesson")) { html in
///         html("h2", LessonWords.title)         // a phrase of a catalogue, in the page's language
///         html("p", text: lesson.topic)         // data, as it is
///     }
public struct HTML: Sendable {
    /// The language phrases are written in.
    public let language: Language
    private var written = Markup()
    /// What has been written.
    public var markup: String { written.text }

    /// - Parameter language: the language phrases are written in.
    public init(in language: Language) {
        self.language = language
    }

    /// An element with content.
    public mutating func callAsFunction(
        _ tag: HTMLName, _ attributes: HTMLAttribute?..., content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, attributes)
        try content(&self)
        close(tag)
    }

    /// An element that holds a phrase of a catalogue.
    public mutating func callAsFunction(_ tag: HTMLName, _ phrase: Phrase, _ attributes: HTMLAttribute?...) {
        open(tag, attributes)
        text(phrase)
        close(tag)
    }

    /// An element that holds data.
    public mutating func callAsFunction(
        _ tag: HTMLName, text data: some StringProtocol, _ attributes: HTMLAttribute?...
    ) {
        open(tag, attributes)
        text(data)
        close(tag)
    }

    /// A void element, such as `br` or `input` (HTML 13.1.2).
    public mutating func void(_ tag: HTMLName, _ attributes: HTMLAttribute?...) {
        open(tag, attributes)
    }

    /// As ``void(_:_:)``, with attributes gathered before.
    public mutating func void(_ tag: HTMLName, attributes: [HTMLAttribute?]) {
        open(tag, attributes)
    }

    /// As ``callAsFunction(_:_:content:)``, with attributes gathered before.
    public mutating func element(
        _ tag: HTMLName, attributes: [HTMLAttribute?], content: (inout HTML) throws -> Void
    ) rethrows {
        open(tag, attributes)
        try content(&self)
        close(tag)
    }

    /// A phrase of a catalogue, in this page's language.
    public mutating func text(_ phrase: Phrase) {
        text(phrase.text(in: language))
    }

    /// Data, escaped.
    public mutating func text(_ data: some StringProtocol) {
        written.append(escaped: data)
    }

    /// Markup that was reviewed.
    public mutating func raw(_ trusted: TrustedMarkup) {
        written.append(trusted.literal)
    }

    private mutating func open(_ tag: HTMLName, _ attributes: [HTMLAttribute?]) {
        written.append("<")
        written.append(tag.literal)
        for case .some(let attribute) in attributes { attribute.append(to: &written, in: language) }
        written.append(">")
    }

    private mutating func close(_ tag: HTMLName) {
        written.append("</")
        written.append(tag.literal)
        written.append(">")
    }
}

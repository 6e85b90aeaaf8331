/// An attribute of an element. Its value is escaped; one that leads somewhere takes a ``Link``.
public struct HTMLAttribute: Sendable {
    private enum Value: Sendable {
        case none
        case data(String)
        case phrase(Phrase)
    }

    private let name: HTMLName
    private let value: Value

    private init(_ name: HTMLName, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// Any attribute but those that lead somewhere or hold program text: `href`, `src`, `action`, `style` and `on…`
    /// have functions of their own or are not written at all.
    public static func attribute(_ name: HTMLName, _ value: String) -> HTMLAttribute {
        assert(!name.leadsOrRuns, "\(name) has a function of its own, or is not written")
        return .init(name, .data(value))
    }
    /// No icon: a browser would ask for one at the origin's root.
    static let noIcon = HTMLAttribute("href", .data("data:,"))
    /// An attribute that is read to people, such as `title`.
    public static func attribute(_ name: HTMLName, _ phrase: Phrase) -> HTMLAttribute { .init(name, .phrase(phrase)) }
    /// An attribute without value, such as `required`, where the condition holds.
    public static func flag(_ name: HTMLName, _ isSet: Bool = true) -> HTMLAttribute? {
        isSet ? .init(name, .none) : nil
    }

    public static func `class`(_ names: String) -> HTMLAttribute { .init("class", .data(names)) }
    public static func id(_ id: String) -> HTMLAttribute { .init("id", .data(id)) }
    public static func href(_ link: Link) -> HTMLAttribute { .init("href", .data(link.text)) }
    public static func action(_ link: Link) -> HTMLAttribute { .init("action", .data(link.text)) }
    public static func source(_ link: Link) -> HTMLAttribute { .init("src", .data(link.text)) }
    public static func name(_ name: String) -> HTMLAttribute { .init("name", .data(name)) }
    public static func value(_ value: String) -> HTMLAttribute { .init("value", .data(value)) }
    public static func type(_ type: String) -> HTMLAttribute { .init("type", .data(type)) }
    public static func scope(_ scope: String) -> HTMLAttribute { .init("scope", .data(scope)) }
    /// What a screen reader says in place of the content.
    public static func label(_ phrase: Phrase) -> HTMLAttribute { .init("aria-label", .phrase(phrase)) }
    /// The same, of data.
    public static func label(text data: String) -> HTMLAttribute { .init("aria-label", .data(data)) }
    /// The column's heading, shown before a cell where a narrow window stacks the table (``HTML/stackedTable``).
    public static func column(_ phrase: Phrase) -> HTMLAttribute { .init("data-label", .phrase(phrase)) }

    func append(to markup: inout Markup, in language: Language) {
        markup.append(" ")
        markup.append(name.literal)
        switch value {
        case .none: break
        case .data(let data): append(data, to: &markup)
        case .phrase(let phrase): append(phrase.text(in: language), to: &markup)
        }
    }

    private func append(_ data: String, to markup: inout Markup) {
        markup.append("=\"")
        markup.append(escaped: data)
        markup.append("\"")
    }
}

/// A piece of configuration as it was written, whichever source it came from, with the place it came from.
struct ConfigurationNode: Sendable {
    enum Content: Sendable {
        /// `isPlain` is false for quoted text, which is never taken for a number or a truth value.
        case scalar(String, isPlain: Bool)
        case list([ConfigurationNode])
        case mapping([Entry])
        /// An empty value, `null` or `~`.
        case nothing
    }

    struct Entry: Sendable {
        let key: String
        let place: ConfigurationPlace
        let value: ConfigurationNode
    }

    let content: Content
    let place: ConfigurationPlace

    /// How a message shows what stands here.
    var finding: String {
        switch content {
        case .scalar(let text, let isPlain): isPlain ? "\"\(text.shortened)\"" : "the quoted text \"\(text.shortened)\""
        case .list: "a list"
        case .mapping: "a mapping"
        case .nothing: "nothing"
        }
    }
}

extension String {
    /// The longest piece of a wrong value that a message repeats.
    static let shownLength = 80

    fileprivate var shortened: String {
        count <= Self.shownLength ? self : prefix(Self.shownLength) + "…"
    }
}

import Yams

/// Turns parsed YAML into configuration nodes, with a bound on what aliases may expand to.
struct YAMLConverter {
    let limit: Int
    let place: (Mark?) -> ConfigurationPlace
    private var count = 0

    init(limit: Int, place: @escaping (Mark?) -> ConfigurationPlace) {
        self.limit = limit
        self.place = place
    }

    var isExhausted: Bool { count > limit }

    mutating func convert(_ node: Node) -> ConfigurationNode {
        count += 1
        return ConfigurationNode(content: isExhausted ? .nothing : content(of: node), place: place(node.mark))
    }

    private mutating func content(of node: Node) -> ConfigurationNode.Content {
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            let isNothing = isPlain && ["", "~", "null"].contains(scalar.string)
            return isNothing ? .nothing : .scalar(scalar.string, isPlain: isPlain)
        case .sequence(let sequence):
            return .list(sequence.map { convert($0) })
        case .mapping(let mapping):
            return .mapping(mapping.compactMap { entry($0.key, $0.value) })
        case .alias:
            return .nothing
        }
    }

    /// A masked duplicate has been reported already and is left out.
    private mutating func entry(_ key: Node, _ value: Node) -> ConfigurationNode.Entry? {
        let name = key.scalar?.string ?? "(a key that is no text)"
        guard !DuplicateKeys.isMasked(name) else { return nil }
        return .init(key: name, place: place(key.mark), value: convert(value))
    }
}

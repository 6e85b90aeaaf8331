import Yams

/// Reads a value written on one line, as the environment and flags do.
enum InlineValue {
    struct Problem: Error {
        let text: String
    }

    /// A list is written as YAML in brackets, or as its elements separated by commas; all else is taken as it stands.
    static func read(
        _ text: String, isList: Bool, place: ConfigurationPlace
    ) -> Result<ConfigurationNode, Problem> {
        guard isList else { return .success(scalar(text, place)) }
        guard text.hasPrefix("[") else {
            let elements = text.split(separator: ",").map { scalar(String($0), place) }
            return .success(ConfigurationNode(content: .list(elements), place: place))
        }
        return Result { try Yams.compose(yaml: text) }
            .mapError { Problem(text: ($0 as? YamlError).map(Self.reason) ?? "\($0)") }
            .map { node in
                var converter = YAMLConverter(limit: ConfigurationFile.nodeLimit) { _ in place }
                return node.map { converter.convert($0) } ?? ConfigurationNode(content: .list([]), place: place)
            }
    }

    private static func scalar(_ text: String, _ place: ConfigurationPlace) -> ConfigurationNode {
        ConfigurationNode(content: text.isEmpty ? .nothing : .scalar(text, isPlain: true), place: place)
    }

    private static func reason(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .reader(let problem, _, _, _): problem
        case .duplicatedKeysInMapping(let names, _): "the key \(names.joined(separator: ", ")) twice in a mapping"
        default: "\(error)"
        }
    }
}

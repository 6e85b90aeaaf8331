/// What the sources say about each declared key, before any of it is decoded.
struct ConfigurationLayers {
    private(set) var mistakes: [ConfigurationMistake] = []
    /// From the highest precedence to the lowest.
    private(set) var flags: [String: ConfigurationNode] = [:]
    private(set) var environment: [String: ConfigurationNode] = [:]
    private(set) var file: [String: ConfigurationNode] = [:]
    /// Where the file's mappings begin, by the dotted name of the mapping; the file itself by the empty name.
    private(set) var sections: [String: ConfigurationPlace] = [:]
    /// Whether there is a file whose contents are not known: what it lacks cannot be said then.
    private(set) var isFileUnreadable = false
    private let keys: [String: any ConfigurationDeclaration]

    init(keys: [any ConfigurationDeclaration], sources: ConfigurationSources) {
        self.keys = Dictionary(keys.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        if let path = sources.file {
            let contents = ConfigurationFile(path: path)
            mistakes += contents.mistakes
            isFileUnreadable = contents.root == nil
            if let root = contents.root { readSection(root, name: "") }
        }
        readEnvironment(sources.environment)
        sources.flags.forEach { readFlag($0) }
    }

    // MARK: The file

    private mutating func readSection(_ node: ConfigurationNode, name: String) {
        sections[name] = node.place
        switch node.content {
        case .mapping(let entries): entries.forEach { readEntry($0, section: name) }
        case .nothing: return
        case .scalar, .list:
            let expected = name.isEmpty ? "a mapping of keys" : "a mapping with \(children(of: name))"
            note(node.place, name.isEmpty ? nil : name, node.finding, expected)
        }
    }

    private mutating func readEntry(_ entry: ConfigurationNode.Entry, section: String) {
        let name = section.isEmpty ? entry.key : "\(section).\(entry.key)"
        if entry.key.contains(".") {
            let nested = entry.key.replacing(".", with: ": ")
            note(entry.place, name, "a key written with a dot", "nested mappings, \(nested):")
        } else if keys[name] != nil {
            file[name] = entry.value
        } else if keys.keys.contains(where: { $0.hasPrefix(name + ".") }) {
            readSection(entry.value, name: name)
        } else {
            note(entry.place, name, "an unknown key", NearestName.expectation(for: name, among: names(near: section)))
        }
    }

    /// The keys of the same section where it has any, else all.
    private func names(near section: String) -> [String] {
        let inside = keys.keys.filter { $0.hasPrefix(section + ".") }
        return inside.isEmpty ? Array(keys.keys) : inside
    }

    private func children(of section: String) -> String {
        keys.keys.filter { $0.hasPrefix(section + ".") }.sorted().joined(separator: ", ")
    }

    // MARK: Environment and flags

    private mutating func readEnvironment(_ variables: [String: String]) {
        let byVariable = Dictionary(
            keys.values.map { ($0.environmentName, $0) }, uniquingKeysWith: { first, _ in first })
        for (variable, text) in variables where variable.hasPrefix(EnvironmentNames.prefix) {
            if variable == EnvironmentNames.configurationFile { continue }
            let place = ConfigurationPlace.environment(variable)
            if let key = byVariable[variable] {
                environment[key.name] = inlineNode(text, key: key.name, place)
            } else {
                let known = byVariable.keys + [EnvironmentNames.configurationFile]
                note(place, nil, "an unknown variable", NearestName.expectation(for: variable, among: known))
            }
        }
    }

    private mutating func readFlag(_ flag: String) {
        guard let separator = flag.firstIndex(of: "=") else {
            return note(.flag(flag), nil, "no equals sign", "key=value")
        }
        let (name, text) = (String(flag[..<separator]), String(flag[flag.index(after: separator)...]))
        let place = ConfigurationPlace.flag(name)
        if keys[name] == nil {
            note(place, name, "an unknown key", NearestName.expectation(for: name, among: Array(keys.keys)))
        } else if flags[name] != nil {
            note(place, name, "the key a second time", "each key once among the flags")
        } else {
            flags[name] = inlineNode(text, key: name, place)
        }
    }

    private mutating func inlineNode(_ text: String, key: String, _ place: ConfigurationPlace) -> ConfigurationNode {
        let isList = keys[key]?.reader.isList ?? false
        switch InlineValue.read(text, isList: isList, place: place) {
        case .success(let node): return node
        case .failure(let problem):
            note(place, key, "text that is no YAML (\(problem.text))", "a list as YAML, in brackets")
            return ConfigurationNode(content: .list([]), place: place)
        }
    }

    private mutating func note(_ place: ConfigurationPlace, _ key: String?, _ found: String, _ expected: String) {
        mistakes.append(.init(place: place, key: key, found: found, expected: expected))
    }
}

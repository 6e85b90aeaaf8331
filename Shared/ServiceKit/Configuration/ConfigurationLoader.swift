import Foundation

/// Reads the declared keys from flags, environment, file and defaults, and reports every mistake at once.
///
/// swift-configuration was weighed and left out: it cannot list the keys a file holds, keeps no line and column, turns
/// a wrong type into the default unless asked in another way, and has no lists of mappings. All of that would stand
/// here beside it, and what it would still do, trying four sources in order, is one line of ``load(_:)``.
public struct ConfigurationLoader: Sendable {
    public let keys: [any ConfigurationDeclaration]

    public init(keys: [any ConfigurationDeclaration]) {
        self.keys = keys
    }

    /// - Throws: a ``ConfigurationError`` with every mistake found in any source, also where a source of higher
    ///   precedence hides the mistaken value.
    public func load(_ sources: ConfigurationSources) throws(ConfigurationError) -> ConfigurationValues {
        let layers = ConfigurationLayers(keys: keys, sources: sources)
        var mistakes = declarationMistakes + layers.mistakes
        let fileDirectory = sources.file.map { Self.directory(of: $0, from: sources.workingDirectory) }
        let values = keys.compactMap { key -> ResolvedConfiguration? in
            let flag = layers.flags[key.name], variable = layers.environment[key.name], written = layers.file[key.name]
            let outer = [flag, variable].map { read($0, key, sources.workingDirectory, &mistakes) }
            let inner = read(written, key, fileDirectory ?? sources.workingDirectory, &mistakes)
            if let value = outer[0] ?? outer[1] ?? inner { return value }
            guard flag == nil, variable == nil, written == nil else { return nil }
            if let value = key.reader.fallback(fileDirectory ?? sources.workingDirectory) { return value }
            if !layers.isFileUnreadable { mistakes.append(missing(key, layers, sources)) }
            return nil
        }
        guard mistakes.isEmpty else { throw ConfigurationError(mistakes) }
        return ConfigurationValues(values)
    }

    private func read(
        _ node: ConfigurationNode?, _ key: any ConfigurationDeclaration, _ directory: String,
        _ mistakes: inout [ConfigurationMistake]
    ) -> ResolvedConfiguration? {
        guard let node else { return nil }
        var reading = ConfigurationReading(key: key.name, baseDirectory: directory, isSecret: key.isSecret)
        defer { mistakes += reading.mistakes }
        return key.reader.read(node, &reading)
    }

    /// A missing key is reported at the mapping it belongs into.
    private func missing(
        _ key: any ConfigurationDeclaration, _ layers: ConfigurationLayers, _ sources: ConfigurationSources
    ) -> ConfigurationMistake {
        let parent = key.name.split(separator: ".").dropLast().joined(separator: ".")
        let place = layers.sections[parent] ?? layers.sections[""] ?? sources.file.map { .wholeFile(path: $0) }
        return ConfigurationMistake(
            place: place ?? .environment(key.environmentName), key: key.name, found: "nothing",
            expected: "\(key.expectation) (the key is required)")
    }

    private static func directory(of file: String, from workingDirectory: String) -> String {
        let base = URL(fileURLWithPath: workingDirectory, isDirectory: true)
        return URL(fileURLWithPath: file, relativeTo: base).deletingLastPathComponent().standardizedFileURL.path
    }

    /// Two keys with one name, or with one environment variable, are a defect of the service; it shows at first start.
    private var declarationMistakes: [ConfigurationMistake] {
        Dictionary(grouping: keys, by: \.environmentName).values.filter { $0.count > 1 }.map { same in
            ConfigurationMistake(
                place: .declaration, key: same[0].name,
                found: "\(same.count) declarations with one environment variable",
                expected: "each key declared once (a defect of this program)")
        }
    }
}

import Foundation
import Yams

/// Reads a YAML file into nodes that know their line and column.
struct ConfigurationFile {
    /// A configuration is written by hand; what is larger is another kind of file.
    static let sizeLimit = 1 << 20
    /// Bounds what aliases may expand to.
    static let nodeLimit = 100_000

    let path: String
    private(set) var mistakes: [ConfigurationMistake] = []
    private(set) var root: ConfigurationNode?
    private var nodeCount = 0

    init(path: String) {
        self.path = path
        guard let text = readText() else { return }
        read(text)
    }

    private mutating func readText() -> String? {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            let reason = (error as NSError).userInfo[NSUnderlyingErrorKey].map { "\($0)" } ?? "\(error)"
            return refuse("a file that cannot be read (\(Self.systemReason(error) ?? reason))", "a readable YAML file")
        }
        guard data.count <= Self.sizeLimit else {
            return refuse("\(data.count) bytes", "a YAML file of at most \(ByteSizeText.render(Self.sizeLimit))")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            return refuse("bytes that are no UTF-8 text", "a YAML file in UTF-8")
        }
        return text
    }

    private static func systemReason(_ error: any Error) -> String? {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "no such file"
        case .fileReadNoPermission: "permission denied"
        default: nil
        }
    }

    private mutating func refuse(_ found: String, _ expected: String) -> String? {
        mistakes.append(.init(place: .wholeFile(path: path), key: nil, found: found, expected: expected))
        return nil
    }

    /// The parser stops at the first mapping with a repeated key; each is noted, masked and the text read again, so
    /// that all are found.
    private mutating func read(_ text: String) {
        var duplicates = DuplicateKeys(text: text)
        while true {
            do {
                root = try convert(Yams.compose(yaml: duplicates.text))
                return
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let found = duplicates.mask(names, from: context.mark)
                mistakes += found.map { name, line, column in
                    ConfigurationMistake(
                        place: .file(path: path, line: line, column: column), key: name,
                        found: "the key a second time", expected: "each key once in a mapping")
                }
                if found.isEmpty { return noteUnlocatedDuplicate(names, context.mark) }
            } catch {
                return noteSyntax(error)
            }
        }
    }

    private mutating func noteUnlocatedDuplicate(_ names: [String], _ mark: Mark) {
        mistakes.append(
            .init(
                place: place(mark), key: names.first, found: "the key a second time",
                expected: "each key once in a mapping"))
    }

    private mutating func noteSyntax(_ error: any Error) {
        let (mark, problem): (Mark?, String) =
            switch error as? YamlError {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (mark, problem)
            case .reader(let problem, _, _, _): (nil, problem)
            default: (nil, "\(error)")
            }
        mistakes.append(
            .init(
                place: mark.map(place) ?? .wholeFile(path: path), key: nil,
                found: "text that is no YAML (\(problem))", expected: "YAML"))
    }

    private mutating func convert(_ node: Node?) -> ConfigurationNode {
        guard let node else { return ConfigurationNode(content: .mapping([]), place: place(nil)) }
        var converter = YAMLConverter(limit: Self.nodeLimit) { [path] mark in Self.place(path, mark) }
        let converted = converter.convert(node)
        if converter.isExhausted {
            mistakes.append(
                .init(
                    place: .wholeFile(path: path), key: nil, found: "more than \(Self.nodeLimit) values",
                    expected: "a configuration written by hand"))
        }
        return converted
    }

    private func place(_ mark: Mark?) -> ConfigurationPlace { Self.place(path, mark) }

    private static func place(_ path: String, _ mark: Mark?) -> ConfigurationPlace {
        .file(path: path, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}

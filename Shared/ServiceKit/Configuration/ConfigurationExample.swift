/// Writes a commented YAML file from declared keys, each with its default.
public struct ConfigurationExample: Sendable, CustomStringConvertible {
    private let keys: [any ConfigurationDeclaration]

    public init(keys: [any ConfigurationDeclaration]) {
        self.keys = keys
    }

    public var description: String {
        var lines: [String] = []
        var open: [Substring] = []
        for key in groupedKeys {
            let path = key.name.split(separator: ".")
            let section = Array(path.dropLast())
            let common = zip(open, section).prefix { $0 == $1 }.count
            for depth in common..<section.count { lines.append(indent(depth) + section[depth] + ":") }
            open = section
            lines += entry(key, name: path.last ?? "", depth: section.count)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Keys of one section side by side, in the order in which the sections first appear.
    private var groupedKeys: [any ConfigurationDeclaration] {
        var order: [Substring: Int] = [:]
        for (position, key) in keys.enumerated() { order[firstSection(key), default: position] += 0 }
        return keys.enumerated().sorted { first, second in
            let left = order[firstSection(first.element), default: 0]
            let right = order[firstSection(second.element), default: 0]
            return (left, first.offset) < (right, second.offset)
        }.map(\.element)
    }

    private func firstSection(_ key: any ConfigurationDeclaration) -> Substring {
        key.name.split(separator: ".").first ?? ""
    }

    /// A key that has to be filled in, or may be left out, stands as a comment.
    private func entry(_ key: any ConfigurationDeclaration, name: Substring, depth: Int) -> [String] {
        let margin = indent(depth)
        let unit = key.unit.map { ", in \($0)" } ?? ""
        let state = key.isRequired ? "required" : (key.defaultText ?? "").isEmpty ? "optional" : "default"
        var lines = ["\(margin)# \(key.doc)", "\(margin)# \(key.expectation)\(unit); \(state)"]
        if let text = key.defaultText, !text.isEmpty {
            lines.append("\(margin)\(name): \(text)")
        } else {
            lines.append("\(margin)# \(name):")
        }
        return lines
    }

    private func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}

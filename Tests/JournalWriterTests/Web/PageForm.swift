import Foundation

/// The form of a page as a browser without scripts would send it, read from the markup.
struct PageForm {
    /// In their order; a name may stand more than once.
    struct Fields {
        private(set) var all: [(name: String, value: String)] = []

        subscript(_ name: String) -> String? { all.first { $0.name == name }?.value }

        /// Nil leaves a field out, as an unticked box is.
        mutating func set(_ name: String, _ value: String?) {
            let index = all.firstIndex { $0.name == name }
            switch (index, value) {
            case (.some(let index), .some(let value)): all[index].value = value
            case (.some(let index), .none): all.remove(at: index)
            case (.none, .some(let value)): all.append((name, value))
            case (.none, .none): return
            }
        }

        mutating func add(_ name: String, _ value: String) { all.append((name, value)) }

        var encoded: String {
            all.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
        }

        private static func encode(_ text: String) -> String {
            var allowed = CharacterSet.alphanumerics
            allowed.formIntersection(CharacterSet(charactersIn: Unicode.Scalar(0)...Unicode.Scalar(127)))
            allowed.insert(charactersIn: "-_.")
            return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        }
    }

    private(set) var fields = Fields()

    /// - Parameter action: where the form is sent; the first such form of the page.
    init(_ markup: String, action: String) {
        guard let start = markup.range(of: "action=\"\(action)\""),
            let end = markup.range(of: "</form>", range: start.upperBound..<markup.endIndex)
        else { return }
        var rest = markup[start.upperBound..<end.lowerBound]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: ">") else { return }
            let tag = rest[..<close]
            rest = rest[rest.index(after: close)...]
            read(String(tag), content: rest)
        }
    }

    private mutating func read(_ tag: String, content: Substring) {
        guard let name = Self.attribute("name", of: tag) else { return }
        if tag.hasPrefix("input") {
            let type = Self.attribute("type", of: tag) ?? "text"
            let isChosen = tag.hasSuffix(" checked") || tag.contains(" checked ")
            if ["radio", "checkbox"].contains(type), !isChosen { return }
            fields.add(name, Self.attribute("value", of: tag) ?? "")
        } else if tag.hasPrefix("textarea") {
            let text = content[..<(content.range(of: "</textarea>")?.lowerBound ?? content.endIndex)]
            fields.add(name, Self.unescaped(text.hasPrefix("\n") ? text.dropFirst() : text))
        } else if tag.hasPrefix("select") {
            let list = content[..<(content.range(of: "</select>")?.lowerBound ?? content.endIndex)]
            let options = list.components(separatedBy: "<option").dropFirst()
            let chosen = options.first { $0.prefix { $0 != ">" }.hasSuffix(" selected") } ?? options.first ?? ""
            fields.add(name, Self.attribute("value", of: chosen) ?? "")
        }
    }

    private static func attribute(_ name: String, of tag: String) -> String? {
        guard let start = tag.range(of: " \(name)=\""),
            let end = tag.range(of: "\"", range: start.upperBound..<tag.endIndex)
        else { return nil }
        return unescaped(tag[start.upperBound..<end.lowerBound])
    }

    private static func unescaped(_ text: some StringProtocol) -> String {
        var plain = String(text)
        for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            plain = plain.replacing(reference, with: character)
        }
        return plain
    }
}

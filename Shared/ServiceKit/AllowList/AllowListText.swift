import Yams
import ZeroMQ

/// The text of an allow-list, edited line by line: what stands outside the edited sender is not touched, comments too.
///
/// It knows only so much YAML as lists are written in; who uses it reads the result again and compares.
struct AllowListText {
    private(set) var lines: [String]
    private let senders: [Node]
    /// The value of `senders`.
    private let list: Node

    /// - Throws: ``AllowListEditError`` for text in which no senders can be told apart.
    init(_ text: String) throws(AllowListEditError) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let root = try? Yams.compose(yaml: text), case .mapping(let mapping) = root,
            let list = mapping["senders"]
        else { throw .unfit("there is no list of senders in it") }
        self.list = list
        if case .sequence(let sequence) = list {
            senders = Array(sequence)
        } else {
            senders = []
        }
    }

    var text: String { lines.joined(separator: "\n") }

    // MARK: Edits

    mutating func apply(_ change: AllowListEditor.Change) throws(AllowListEditError) {
        switch change {
        case .add(let entry): try add(entry)
        case .remove(let name): try remove(name)
        case .setKeys(let keys, let name): try setKeys(keys, of: name)
        }
    }

    /// Adds a sender behind all others.
    private mutating func add(_ entry: AllowListEntry) throws(AllowListEditError) {
        if let last = senders.indices.last {
            let (range, margin) = try lines(of: last)
            lines.insert(contentsOf: entry.lines(margin: margin), at: range.upperBound)
        } else {
            try addFirst(entry)
        }
    }

    /// Takes a sender out, with its lines; a comment above it stays.
    private mutating func remove(_ name: String) throws(AllowListEditError) {
        let range = try lines(of: try index(of: name)).range
        lines.removeSubrange(range)
        guard senders.count == 1 else { return }
        let place = try lineOfSenders()
        lines[place] = "senders: []" + lines[place].dropFirst("senders:".count)
    }

    /// Writes other keys in the place of a sender's.
    private mutating func setKeys(_ keys: [CurvePublicKey], of name: String) throws(AllowListEditError) {
        let sender = senders[try index(of: name)]
        guard case .mapping(let mapping) = sender, let value = mapping["keys"], let mark = value.mark else {
            throw .unfit("the sender \(name) has no keys")
        }
        let written = keys.map { "\"\($0.z85)\"" }.joined(separator: ", ")
        guard case .sequence(let old) = value else { throw .unfit("the keys of \(name) are no list") }
        // How a list is written only its first character tells: Yams knows no style of it.
        if lines.indices.contains(mark.line - 1), lines[mark.line - 1].dropFirst(mark.column - 1).first == "[" {
            try replaceFlow(at: mark, with: "[\(written)]", of: name)
        } else {
            try replaceBlock(old, with: keys, of: name)
        }
    }

    // MARK: Places

    private func index(of name: String) throws(AllowListEditError) -> Int {
        let found = senders.firstIndex { sender in
            guard case .mapping(let mapping) = sender else { return false }
            return mapping["name"]?.scalar?.string == name
        }
        guard let found else { throw .unknown(name) }
        return found
    }

    /// The lines of a sender, from its dash on; blank lines and comments after it are not its own.
    private func lines(of index: Int) throws(AllowListEditError) -> (range: Range<Int>, margin: String) {
        let first = try line(of: senders[index])
        let margin = String(lines[first].prefix { $0 == " " })
        var end = first + 1
        if index + 1 < senders.count {
            end = try line(of: senders[index + 1])
        } else {
            while end < lines.count, isPart(lines[end], behind: margin) { end += 1 }
        }
        while end > first + 1, isAside(lines[end - 1]) { end -= 1 }
        return (first..<end, margin)
    }

    private func line(of sender: Node) throws(AllowListEditError) -> Int {
        guard let mark = sender.mark, lines.indices.contains(mark.line - 1) else { throw .unplaced }
        let before = lines[mark.line - 1].prefix(mark.column - 1)
        guard before.filter({ $0 != " " }) == "-" else { throw .unplaced }
        return mark.line - 1
    }

    private func isAside(_ line: String) -> Bool {
        let content = line.drop { $0 == " " || $0 == "\t" }
        return content.isEmpty || content.hasPrefix("#") || content == "\r"
    }

    private func isPart(_ line: String, behind margin: String) -> Bool {
        isAside(line) || line.hasPrefix(margin + " ")
    }

    private func lineOfSenders() throws(AllowListEditError) -> Int {
        guard let place = lines.firstIndex(where: { $0.hasPrefix("senders:") }) else { throw .unplaced }
        return place
    }

    private mutating func addFirst(_ entry: AllowListEntry) throws(AllowListEditError) {
        let place = try lineOfSenders()
        let rest = lines[place].dropFirst("senders:".count).drop { $0 == " " }
        let comment = rest.firstIndex(of: "#").map { " " + rest[$0...] } ?? ""
        guard ["", "[]"].contains(rest.prefix { $0 != "#" && $0 != " " }) else { throw .unplaced }
        lines[place] = "senders:" + comment
        lines.insert(contentsOf: entry.lines(margin: "  "), at: place + 1)
    }

    // MARK: Keys

    /// A list in brackets, which may go over several lines; keys hold no quotes, but brackets of their own.
    private mutating func replaceFlow(
        at mark: Mark, with text: String, of name: String
    ) throws(AllowListEditError) {
        let (first, column) = (mark.line - 1, mark.column - 1)
        var quote: Character?
        for line in first..<lines.count {
            let start = line == first ? column + 1 : 0
            for (offset, character) in lines[line].enumerated().dropFirst(start) {
                if let open = quote {
                    if character == open { quote = nil }
                } else if character == "\"" || character == "'" {
                    quote = character
                } else if character == "]" {
                    let tail = lines[line].dropFirst(offset + 1)
                    let whole = String(lines[first].prefix(column)) + text + String(tail)
                    lines.replaceSubrange(first...line, with: [whole])
                    return
                }
            }
        }
        throw .unfit("the keys of \(name) do not end")
    }

    /// A key a line.
    private mutating func replaceBlock(
        _ old: Node.Sequence, with keys: [CurvePublicKey], of name: String
    ) throws(AllowListEditError) {
        var places: [Int] = []
        for key in old { places.append(try line(of: key)) }
        guard let first = places.first, places == Array(first..<first + places.count) else {
            throw .unfit("between the keys of \(name) stands something else")
        }
        let margin = lines[first].prefix { $0 == " " }
        let written = keys.isEmpty ? ["\(margin)[]"] : keys.map { "\(margin)- \"\($0.z85)\"" }
        lines.replaceSubrange(first..<first + places.count, with: written)
    }
}

/// Why a list was not edited. It is as it was.
public enum AllowListEditError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No sender of this name stands in it.
    case unknown(String)
    /// It is written in a way that is not edited here.
    case unplaced
    case unfit(String)
    /// What came out says something else than was meant.
    case changedMore(String)
    /// Somebody else has written it while the edit was made.
    case changedMeanwhile

    public var description: String {
        switch self {
        case .unknown(let name): "there is no sender \(name) in it"
        case .unplaced:
            "its senders do not each begin with a dash on a line of their own: write it so, or edit it by hand"
        case .unfit(let why): why
        case .changedMore(let what): "the edit would also change \(what): edit it by hand"
        case .changedMeanwhile: "somebody else has edited it meanwhile: give the same command again"
        }
    }
}

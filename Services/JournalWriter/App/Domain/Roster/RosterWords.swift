import Crypto
import Foundation

/// What a source has said of a thing, a digest for each field. Names and the like stand in cards alone.
struct RosterWords: Equatable, Sendable {
    static let none = RosterWords(bytes: Data())
    /// Bytes of a digest.
    private static let size = 8

    let bytes: Data

    init(bytes: Data) { self.bytes = bytes }

    /// - Parameter fields: nil where nothing is said: then what was said before still stands.
    fileprivate init(_ fields: [String?], over before: RosterWords) {
        var bytes = Data(capacity: fields.count * Self.size)
        for (index, field) in fields.enumerated() {
            bytes += field.map { Data(SHA256.hash(data: Data($0.utf8)).prefix(Self.size)) } ?? before[index]
        }
        self.bytes = bytes
    }

    /// All zeros where nothing was ever said.
    fileprivate subscript(index: Int) -> Data {
        let start = bytes.startIndex + index * Self.size
        guard start + Self.size <= bytes.endIndex else { return Data(count: Self.size) }
        return bytes[start..<start + Self.size]
    }
}

/// Which fields of a record say something else than the source said before. What it says again is no news, whatever the
/// journal holds by now: a school may know better than its source.
struct RosterNews: Equatable, Sendable {
    let words: RosterWords
    private let before: RosterWords

    /// - Parameters:
    ///   - fields: in an order that never changes; nil where the record says nothing.
    ///   - before: nil: the source speaks of it for the first time.
    init(_ fields: [String?], since before: RosterWords?) {
        self.before = before ?? .none
        words = RosterWords(fields, over: self.before)
    }

    var isNone: Bool { words == before }

    subscript(field: Int) -> Bool { words[field] != before[field] }
}

extension PersonName {
    /// As a source's words.
    var words: String { [family, given, patronymic ?? ""].joined(separator: "\u{1F}") }
}

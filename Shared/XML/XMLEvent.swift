/// What stands in a document, in its order.
///
/// A name of one of the namespaces the reader was given stands alone, any other one after its namespace: `uri|name`.
/// Attributes have no namespace unless they bear a prefix.
public enum XMLEvent: Equatable, Sendable {
    case begin(String, [String: String])
    case end(String)
    /// A text may come in several pieces.
    case text(String)
}

/// How much a document may hold. Whoever sends it says what is in it: it is held to these while it is read.
public struct XMLLimits: Sendable {
    /// Elements inside one another.
    public var depth: Int
    /// Of one element.
    public var attributes: Int
    /// Bytes of a single tag, comment or the like: what has to be kept whole until it ends.
    public var token: Int

    public init(depth: Int = 64, attributes: Int = 64, token: Int = 1 << 18) {
        self.depth = depth
        self.attributes = attributes
        self.token = token
    }
}

/// Why a document is not read.
public struct XMLRefusal: Error, Hashable, Sendable {
    /// From 1.
    public let line: Int
    public let found: String
    public let expected: String

    public init(line: Int, found: String, expected: String) {
        self.line = line
        self.found = found
        self.expected = expected
    }
}

extension XMLRefusal: CustomStringConvertible {
    public var description: String { "line \(line): found \(found), expected \(expected)" }
}

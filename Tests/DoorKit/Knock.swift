import Foundation
import HTTPTypes

/// How a route is asked so that whoever may come to it comes in: a refusal is then one of the person, not of the request.
public struct Knock: Sendable {
    public enum Content: Sendable {
        case nothing
        /// Names and values, beside the token of the browser.
        case form([(String, String)])
        case json(String)
    }

    /// What becomes of somebody who may come in, but to whom nothing of this belongs.
    public enum Stranger: Sendable {
        /// They are told what they are told of things that are not there.
        case hidden
        /// They see what is theirs.
        case own(HTTPResponse.Status)
    }

    /// Below the base path; ids name things that are there.
    let path: String
    /// The same with ids nobody has; nil where the path names nothing.
    let unknown: String?
    let content: Content
    let headers: HTTPFields
    /// How whoever may come is answered.
    let opens: HTTPResponse.Status
    let stranger: Stranger

    public init(
        _ path: String, unknown: String? = nil, _ content: Content = .nothing, headers: HTTPFields = [:],
        opens: HTTPResponse.Status = .ok, stranger: Stranger = .hidden
    ) {
        self.path = path
        self.unknown = unknown
        self.content = content
        self.headers = headers
        self.opens = opens
        self.stranger = stranger
    }
}

/// Who knocks.
public struct Guest: Sendable {
    public enum Kind: Sendable {
        case nobody, family, staff, program
        /// Staff whose last day is over, with a token that is not: known, and refused whatever they ask for.
        case former
    }

    let name: String
    let kind: Kind
    /// As a browser sends them: `name=value`.
    let cookies: [String]
    let authorization: String?

    public init(_ name: String, _ kind: Kind, cookies: [String] = [], authorization: String? = nil) {
        self.name = name
        self.kind = kind
        self.cookies = cookies
        self.authorization = authorization
    }

    public static let nobody = Guest("nobody", .nobody)

    /// The same with what has ended: from then on it is nobody's.
    public var ended: Guest { Guest(name + ", ended", .nobody, cookies: cookies, authorization: authorization) }
}

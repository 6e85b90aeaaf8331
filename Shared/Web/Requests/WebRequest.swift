import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import School
import ServiceKit

/// A request as a route sees it: admitted, its body read within limits, its form decoded and proven to be this site's.
public struct WebRequest: Sendable {
    public let request: Request
    public let context: WebRequestContext
    public let site: WebSite
    /// Empty where the method has none.
    public let body: ByteBuffer
    /// What was sent with a form; empty for other media types.
    public let form: FormData

    public var language: Language { context.language }
    /// For the forms of this answer's page.
    public var csrf: CSRFToken { context.csrf }
    /// Microseconds UTC.
    public var now: Int64 { site.parts.now() }
    /// 32 hexadecimal digits.
    public var traceID: String { context.traceID }
    /// The address asked for, with its query, as a `next` parameter takes it.
    public var here: Link? { context.here }

    /// A link within this service.
    /// - Parameter path: below the base path, such as `/lessons/…`.
    public func link(_ path: String, query: [(String, String)] = [], fragment: String? = nil) -> Link {
        site.link(path, query: query, fragment: fragment)
    }

    /// A new id for the command that a form will become.
    public func newCommandID() -> UUID { .version7(atMicroseconds: now) }

    /// A part of the path that names something. What is no id names nothing: not found.
    public func id(_ name: String) throws(Problem) -> UUID {
        guard let text = context.parameters.get(name), let id = UUID(uuidString: text) else { throw .notFound }
        return id
    }

    /// A day in the path, such as 2026-11-24; what is none is not found.
    public func day(_ name: String) throws(Problem) -> Day {
        guard let day = Day(context.parameters.get(name) ?? ""), Day.plausible.contains(day) else { throw .notFound }
        return day
    }

    /// A parameter of the query, decoded; nil where it is absent.
    /// - Throws: where it is given twice.
    public func query(_ name: String) throws(Problem) -> String? {
        let values = request.uri.queryParameters.filter { $0.key == name }.map(\.value)
        guard values.count <= 1 else { throw .invalidParameter(name, "\(name) is given twice") }
        return values.first.map(String.init)
    }

    /// A day of the query; nil where it is absent.
    public func queryDay(_ name: String) throws(Problem) -> Day? {
        guard let text = try query(name) else { return nil }
        guard let day = Day(text), Day.plausible.contains(day) else {
            let limits = Day.plausible
            throw .invalidParameter(
                name, "\(name) is no date such as 2026-09-01 from \(limits.lowerBound) to \(limits.upperBound)")
        }
        return day
    }

    /// An id of the query; nil where it is absent.
    public func queryID(_ name: String) throws(Problem) -> UUID? {
        guard let text = try query(name) else { return nil }
        guard let id = UUID(uuidString: text) else {
            throw .invalidParameter(name, "\(name) is no UUID such as 01890a5d-ac96-774b-bcce-b302099a8057")
        }
        return id
    }

    /// The command's id: the form's hidden field, or an API's Idempotency-Key.
    public func commandID() throws(Problem) -> UUID {
        let header = HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] }
        let name = header == nil ? HTML.commandFieldName : "Idempotency-Key"
        let text = header ?? form[HTML.commandFieldName]
        guard let text else { throw Problem(.init(.missing), field: name, "\(name) is missing") }
        guard let id = UUID(uuidString: text) else { throw .malformed("\(name) is no UUID", field: name) }
        return id
    }

    /// The JSON sent.
    /// - Throws: ``Problem`` naming the member that is wrong; nothing of its value.
    public func json<Value: Decodable>(_ type: Value.Type) throws(Problem) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch let error as DecodingError {
            throw .malformed(error.kind, field: error.path)
        } catch {
            throw .malformed("the body is no JSON")
        }
    }

    /// The version an edit was made against (RFC 9110, 13.1.1).
    /// - Parameter place: where it stands in the ETag of the document that shows what is edited, from 0; nil where only
    ///   the entity's own tag says it.
    /// - Throws: 428 where it is missing (RFC 6585, 3), 400 where it is no version of ours.
    public func versionToMatch(at place: Int? = nil) throws(Problem) -> UInt64 {
        guard let header = request.headers[.ifMatch] else {
            throw Problem(.versionNeeded, field: "If-Match", "If-Match with the entity's version is missing")
        }
        guard let tag = EntityTag(header), let version = tag.version(at: place) else {
            throw .malformed("If-Match is no entity tag of this service such as \"7\"", field: "If-Match")
        }
        return version
    }
}

extension EntityTag {
    fileprivate func version(at place: Int?) -> UInt64? {
        if digest == nil { return versions.first }
        return place.flatMap { versions.indices.contains($0) ? versions[$0] : nil }
    }
}

extension DecodingError {
    fileprivate var path: String? {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context): Self.text(context.codingPath)
        case .keyNotFound(let key, let context): Self.text(context.codingPath + [key])
        case .dataCorrupted(let context): Self.text(context.codingPath)
        @unknown default: nil
        }
    }

    fileprivate var kind: String {
        switch self {
        case .typeMismatch: "a value of another type is expected"
        case .valueNotFound: "null is not allowed here"
        case .keyNotFound: "a member is missing"
        case .dataCorrupted: "the body is no JSON, or a value cannot be read"
        @unknown default: "the body cannot be read"
        }
    }

    /// As `entries[3].pupil_id`.
    private static func text(_ path: [any CodingKey]) -> String? {
        let text = path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? nil : String(text.prefix(128))
    }
}

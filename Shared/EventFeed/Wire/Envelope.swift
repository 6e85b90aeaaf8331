import Contracts
import Foundation
import School
import SwiftProtobuf

/// The frames around every message (PROTOCOL.md, "Frames").
struct Envelope {
    /// Frame 0: the protocol and its version.
    static let tag = Array("ZVONOK/1".utf8)
    /// Frames of a message: tag, header, body.
    static let frames = 3

    let requestID: UInt64
    let kind: WireKind
    let traceID: UUID
    let body: [UInt8]

    /// Reads a message's frames.
    /// - Returns: nil for anything that is not of this protocol: it is dropped, not answered.
    init?(frames: [[UInt8]]) {
        guard frames.count == Self.frames, frames[0] == Self.tag,
            let header = try? WireHeader(serializedBytes: frames[1]), header.hasRequestID, header.hasKind
        else { return nil }
        if header.hasTraceID {
            guard let trace = UUID(bytes: header.traceID) else { return nil }
            traceID = trace
        } else {
            traceID = .none
        }
        requestID = header.requestID
        kind = header.kind
        body = frames[2]
    }

    /// The frames of a message to send.
    static func frames(_ kind: WireKind, requestID: UInt64, traceID: UUID, body: any Message) throws -> [[UInt8]] {
        try frames(kind, requestID: requestID, traceID: traceID, body: try body.serializedBytes() as [UInt8])
    }

    /// The frames around a body that is written already.
    static func frames(_ kind: WireKind, requestID: UInt64, traceID: UUID, body: [UInt8]) throws -> [[UInt8]] {
        var header = WireHeader()
        header.requestID = requestID
        header.kind = kind
        if traceID != .none { header.traceID = traceID.data }
        return [tag, try header.serializedBytes(), body]
    }
}

/// Why a request is not looked into.
struct Refusal: Error, Equatable {
    let code: String
    let field: String?
    let message: String
    let retryAfterMilliseconds: UInt32?

    init(_ code: String, field: String? = nil, _ message: String, retryAfterMilliseconds: UInt32? = nil) {
        self.code = code
        self.field = field
        self.message = message
        self.retryAfterMilliseconds = retryAfterMilliseconds
    }

    static let stopping = Refusal("unavailable", "the service is stopping", retryAfterMilliseconds: 1_000)

    static func malformed(_ field: String, _ message: String) -> Refusal {
        Refusal("malformed", field: field, message)
    }

    static func forbidden(_ field: String, _ message: String) -> Refusal {
        Refusal("forbidden", field: field, message)
    }

    var wire: WireRefused {
        var wire = WireRefused()
        wire.code = code
        if let field { wire.field = field }
        wire.message = message
        if let retryAfterMilliseconds { wire.retryAfterMs = retryAfterMilliseconds }
        return wire
    }
}

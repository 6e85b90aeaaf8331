import Foundation
import SwiftProtobuf
import Testing

/// Takes single fields out of a message, by the way over its JSON form with the schema's names.
enum JSONFields {
    /// Paths such as `entries[0].pupil_id`: every field that is there, and those inside it.
    static func paths(of message: any Message) throws -> [String] { try paths(in: object(message), below: "") }

    static func removing(_ path: String, from message: any Message) throws -> any Message {
        let shortened = removing(Substring(path), from: try object(message))
        let data = try JSONSerialization.data(withJSONObject: shortened)
        return try type(of: message).init(jsonUTF8Bytes: data)
    }

    private static func object(_ message: any Message) throws -> [String: Any] {
        var options = JSONEncodingOptions()
        options.preserveProtoFieldNames = true
        let data: Data = try message.jsonUTF8Bytes(options: options)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func paths(in object: [String: Any], below prefix: String) -> [String] {
        object.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
            let path = prefix + key
            if let inner = value as? [String: Any] { return [path] + paths(in: inner, below: path + ".") }
            if let first = (value as? [[String: Any]])?.first { return [path] + paths(in: first, below: path + "[0].") }
            return [path]
        }
    }

    private static func removing(_ path: Substring, from object: [String: Any]) -> [String: Any] {
        var object = object
        guard let dot = path.firstIndex(of: ".") else {
            object[String(path)] = nil
            return object
        }
        let (head, rest) = (path[..<dot], path[path.index(after: dot)...])
        if head.hasSuffix("[0]") {
            let key = String(head.dropLast(3))
            var list = object[key] as? [[String: Any]] ?? []
            if let first = list.first { list[0] = removing(rest, from: first) }
            object[key] = list
        } else {
            object[String(head)] = removing(rest, from: object[String(head)] as? [String: Any] ?? [:])
        }
        return object
    }
}

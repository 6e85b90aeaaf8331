import Foundation
import SwiftProtobuf

/// Writes the golden bytes and frozen numbers of a new version beside those there are, and never over one.
struct GoldenWriter {
    struct Exists: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) exists: what was released stays; write another version" }
    }
    struct Unknown: Error, CustomStringConvertible {
        let message: String
        var description: String { "\(message) has no Swift type in MessageTypes: add it there" }
    }

    let schemas: SchemaSet
    /// The folder `Golden`.
    let root: URL

    func write(version: String) throws {
        let numbers = root.appending(path: "numbers-\(version).txt")
        let folder = root.appending(path: version)
        for place in [numbers, folder] where FileManager.default.fileExists(atPath: place.path) {
            throw Exists(path: place.lastPathComponent)
        }
        let files = try schemas.files.map { ($0.name.replacing(".proto", with: ".jsonl"), try text(of: $0.name)) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appending(path: name), options: .withoutOverwriting)
        }
        try Data(FrozenNumbers(of: schemas).text.utf8).write(to: numbers, options: .withoutOverwriting)
    }

    private func text(of file: String) throws -> String {
        let makes = ExampleMessages(schemas: schemas)
        return try schemas.messages.filter { $0.file == file }.flatMap { message in
            guard let type = MessageTypes.byName[message.name] else { throw Unknown(message: message.name) }
            return try makes.examples(of: message).map { bytes in
                let json = try type.init(serializedBytes: bytes).jsonString()
                return GoldenLine(message: message.name, bytes: bytes, json: json).text + "\n"
            }
        }.joined()
    }
}

import Foundation
import SwiftProtobuf

/// One line of a golden file: a message as it went over the wire in a released version.
struct GoldenLine {
    struct Malformed: Error, CustomStringConvertible { let description: String }

    /// With its package.
    let message: String
    let bytes: Data
    /// protobuf's JSON form of the same message.
    let json: String

    init(message: String, bytes: Data, json: String) {
        self.message = message
        self.bytes = bytes
        self.json = json
    }

    init(_ line: some StringProtocol) throws {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        guard let object, object.count == 3, let message = object["message"] as? String,
            let hex = object["hex"] as? String, let bytes = Data(hex: hex), let json = object["json"]
        else { throw Malformed(description: "no message, hex and json: \(line.prefix(120))") }
        self.message = message
        self.bytes = bytes
        self.json = String(decoding: try JSONSerialization.data(withJSONObject: json), as: UTF8.self)
    }

    var text: String {
        let hex = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        return "{\"message\":\"\(message)\",\"hex\":\"\(hex)\",\"json\":\(json)}"
    }
}

/// The golden bytes of one released version: one file for each schema, one line for each example.
struct GoldenVersion {
    let name: String
    let lines: [GoldenLine]

    init(folder: URL) throws {
        name = folder.lastPathComponent
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        lines = try files.filter { $0.pathExtension == "jsonl" }.flatMap { file in
            try String(decoding: Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map(GoldenLine.init)
        }
    }

    static func released() throws -> [GoldenVersion] {
        let folders = try FileManager.default.contentsOfDirectory(at: Places.golden, includingPropertiesForKeys: nil)
        return try folders.filter { $0.lastPathComponent.wholeMatch(of: /[0-9]+\.[0-9]+/) != nil }
            .map(GoldenVersion.init(folder:))
    }
}

extension Data {
    /// Nil for an odd number of digits or anything that is none.
    init?(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count % 2 == 0 else { return nil }
        self.init(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}

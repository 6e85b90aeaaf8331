import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An answer as it once went out: lines `Name: value`, an empty line, the body.
struct RecordedAnswer: Sendable {
    private let headers: HTTPFields
    private let body: ByteBuffer

    init(contentsOf path: String) throws {
        let bytes = try Data(contentsOf: URL(filePath: path))
        guard let end = bytes.firstRange(of: Data("\n\n".utf8)) else { throw NoAnswer(path: path) }
        var headers = HTTPFields()
        for line in String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else { throw NoAnswer(path: path) }
            headers.append(HTTPField(name: name, value: String(parts[1].drop { $0 == " " })))
        }
        self.headers = headers
        body = ByteBuffer(bytes: bytes[end.upperBound...])
    }

    var response: Response { Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body)) }
}

/// The file is no recorded answer.
struct NoAnswer: Error {
    let path: String
}

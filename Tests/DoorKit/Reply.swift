import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore

/// An answer, as far as it could tell something.
struct Reply: Equatable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let text: String

    init(_ response: TestResponse) {
        status = response.status
        headers = response.headers
        text = String(buffer: response.body)
    }

    private init(status: HTTPResponse.Status, headers: HTTPFields, text: String) {
        (self.status, self.headers, self.text) = (status, headers, text)
    }

    /// All of it as one text.
    var whole: String {
        ([String(status.code)] + headers.map { "\($0.name): \($0.value)" }.sorted() + [text]).joined(separator: "\n")
    }

    /// Without what every answer has for itself: the trace, and the address that was asked for.
    func without(_ path: String) -> Reply {
        var fields = headers
        for field in headers { fields[field.name] = Self.plain(field.value, path) }
        return Reply(status: status, headers: fields, text: Self.plain(text, path))
    }

    private static func plain(_ text: String, _ path: String) -> String {
        let encoded = path.replacing("?", with: "%3F").replacing("=", with: "%3D").replacing("&", with: "%26")
        return text.replacing(path, with: "PATH").replacing(encoded, with: "PATH")
            .replacing(/<code>[0-9a-f]{32}<\/code>/, with: "TRACE")
    }
}

import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// A command that the sample school refuses, and exactly how.
struct RejectionCase: Sendable, CustomTestStringConvertible {
    let condition: String
    let message: any Message
    let code: Rejection.Code
    let field: String
    let text: String

    init(_ condition: String, _ message: any Message, _ code: Rejection.Code, _ field: String, _ text: String) {
        self.condition = condition
        self.message = message
        self.code = code
        self.field = field
        self.text = text
    }

    var testDescription: String { "\(TestJournal.name(of: message)): \(condition)" }

    /// Checks code, field and text, and that nothing was changed.
    func check() throws {
        let journal = try Sample.journal()
        let rejection = try journal.reject(message)
        #expect(rejection.code == code)
        #expect(rejection.field == field)
        #expect(rejection.message == text)
    }
}

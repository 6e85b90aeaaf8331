import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite("A form's data")
struct FormDataTests {
    private static func read(_ text: String) throws -> FormData { try FormData(urlEncoded: Array(text.utf8)) }

    @Test("is decoded as browsers encode it")
    func decodes() throws {
        let form = try Self.read("topic=%D0%94%D1%80%D0%BE%D0%B1%D0%B8+1%2F2&mark=5&mark=4&empty=&bare&a=b=c")
        #expect(form["topic"] == "Дроби 1/2")
        #expect(form.all("mark") == ["5", "4"])
        #expect(form["empty"] == "" && form["bare"] == "" && form["a"] == "b=c")
        #expect(form["absent"] == nil && form.all("absent").isEmpty)
    }

    @Test(
        "is refused where it is not well encoded, and the field is named", arguments: ["a=%", "a=%4", "a=%zz", "a=%FF"])
    func malformed(text: String) {
        #expect { try Self.read(text) } throws: { error in
            (error as? Problem)?.code == .malformed && (error as? Problem)?.field == "a"
        }
        #expect(throws: Problem.self) { try Self.read("%zz=1") }
    }

    @Test("is read up to its most bytes, fields, and length of a name, and not beyond")
    func limits() throws {
        let fields = Array(repeating: "a=1", count: FormData.maximumFields).joined(separator: "&")
        #expect(try Self.read(fields).fields.count == FormData.maximumFields)
        #expect(throws: Problem.self) { try Self.read(fields + "&a=1") }
        let name = String(repeating: "n", count: FormData.maximumName)
        #expect(try Self.read(name + "=1")[name] == "1")
        #expect(throws: Problem.self) { try Self.read(name + "n=1") }
        let filled = "a=" + String(repeating: "v", count: FormData.maximumBytes - 2)
        #expect(try Self.read(filled)["a"]?.utf8.count == FormData.maximumBytes - 2)
        #expect { try Self.read(filled + "v") } throws: { ($0 as? Problem)?.status == .contentTooLarge }
        #expect(try FormData(urlEncoded: Array("a=12".utf8), limit: 4)["a"] == "12")
        #expect { try FormData(urlEncoded: Array("a=123".utf8), limit: 4) } throws: {
            ($0 as? Problem)?.status == .contentTooLarge
        }
    }
}

import Foundation
import SwiftProtobuf
import Testing

@Suite struct FrozenNumbersTests {
    private let schemas: SchemaSet

    init() throws { schemas = try SchemaSet.generated() }

    private static func released() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: Places.golden, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.wholeMatch(of: /numbers-[0-9.]+\.txt/) != nil }
    }

    private static func numbers(in file: URL) throws -> FrozenNumbers {
        try FrozenNumbers(text: String(decoding: Data(contentsOf: file), as: UTF8.self))
    }

    @Test("No number of any released version has changed its meaning or gone without being reserved")
    func released() throws {
        let files = try Self.released()
        #expect(files.contains { $0.lastPathComponent == "numbers-0.1.txt" })
        for file in files {
            let numbers = try Self.numbers(in: file)
            #expect(numbers.entries.count > 400)
            #expect(numbers.breaches(by: schemas) == [], "\(file.lastPathComponent)")
        }
    }

    @Test("Every number of the schemas is frozen in some version")
    func complete() throws {
        let frozen = try Set(Self.released().flatMap { try Self.numbers(in: $0).entries })
        let missing = Set(FrozenNumbers(of: schemas).entries).subtracting(frozen).map(\.line).sorted()
        #expect(missing == [], "write a new version: Shared/Contracts/write-golden VERSION")
    }

    @Test("What is written is read back the same")
    func text() throws {
        let numbers = FrozenNumbers(of: schemas)
        #expect(try FrozenNumbers(text: numbers.text).entries == numbers.entries)
        #expect(throws: FrozenNumbers.Malformed.self) { try FrozenNumbers(text: "zvonok.a.v1.B.c one bytes\n") }
    }

    /// An edit of `journal_works.proto` that breaks what was released, and the words of the breach.
    struct Edit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let breach: String
        let change: @Sendable (inout Google_Protobuf_FileDescriptorProto) -> Void
    }

    private static let edits = [
        Edit(
            testDescription: "a field removed",
            breach: "zvonok.journal.works.v1.WorkWithdrawn.version 2 uint32 is gone and not reserved"
        ) { $0.messageType[1].field.removeLast() },
        Edit(
            testDescription: "a field removed, its number reserved but not its name",
            breach: "zvonok.journal.works.v1.WorkWithdrawn.version 2 uint32 is gone and not reserved"
        ) {
            $0.messageType[1].field.removeLast()
            $0.messageType[1].reservedRange = [.with { ($0.start, $0.end) = (2, 3) }]
        },
        Edit(
            testDescription: "a field of another type",
            breach: "was zvonok.journal.works.v1.WorkWithdrawn.version 2 uint32, "
                + "is zvonok.journal.works.v1.WorkWithdrawn.version 2 bytes"
        ) { $0.messageType[1].field[1].type = .bytes },
        Edit(
            testDescription: "a field of another name",
            breach: "was zvonok.journal.works.v1.WorkWithdrawn.version 2 uint32, "
                + "is zvonok.journal.works.v1.WorkWithdrawn.edition 2 uint32"
        ) { $0.messageType[1].field[1].name = "edition" },
        Edit(
            testDescription: "one value become many",
            breach: "was zvonok.journal.works.v1.WorkWithdrawn.version 2 uint32, "
                + "is zvonok.journal.works.v1.WorkWithdrawn.version 2 repeated uint32"
        ) { $0.messageType[1].field[1].label = .repeated },
        Edit(
            testDescription: "a field with another number",
            breach: "zvonok.journal.works.v1.WorkWithdrawn.version 2 uint32 is gone and not reserved"
        ) { $0.messageType[1].field[1].number = 3 },
        Edit(
            testDescription: "an enumeration's value removed",
            breach: "zvonok.journal.works.v1.WorkKind.WORK_KIND_NATIONAL_CHECK 15 value is gone and not reserved"
        ) { $0.enumType[0].value.removeLast() },
    ]

    @Test("An edit that changes what a released number means is found, by name", arguments: edits)
    func edited(edit: Edit) throws {
        let numbers = FrozenNumbers(of: schemas)
        #expect(numbers.breaches(by: schemas.doctored("journal_works.proto", edit.change)) == [edit.breach])
    }

    @Test("A message removed is found: its events stand in feeds for ever")
    func messageRemoved() {
        let numbers = FrozenNumbers(of: schemas)
        let breaches = numbers.breaches(by: schemas.doctored("journal_works.proto") { $0.messageType.remove(at: 1) })
        #expect(breaches.count == 2)
        #expect(breaches.allSatisfy { $0.contains("WorkWithdrawn") && $0.hasSuffix("is gone and not reserved") })
    }

    @Test("A field or value whose number and name are reserved was retired, not lost; new ones are welcome")
    func retired() {
        let numbers = FrozenNumbers(of: schemas)
        let later = schemas.doctored("journal_works.proto") {
            $0.messageType[1].field.removeLast()
            $0.messageType[1].reservedRange = [.with { ($0.start, $0.end) = (2, 3) }]
            $0.messageType[1].reservedName = ["version"]
            $0.messageType[1].field.append(.with { ($0.name, $0.number) = ("reason", 3) })
            $0.enumType[0].value.removeLast()
            $0.enumType[0].reservedRange = [.with { ($0.start, $0.end) = (15, 15) }]
            $0.enumType[0].reservedName = ["WORK_KIND_NATIONAL_CHECK"]
        }
        #expect(numbers.breaches(by: later) == [])
    }
}

import Contracts
import Foundation
import SwiftProtobuf
import Testing

@Suite struct GoldenTests {
    private let schemas: SchemaSet
    private let versions: [GoldenVersion]

    init() throws {
        schemas = try SchemaSet.generated()
        versions = try GoldenVersion.released()
    }

    private func each(_ body: (any Message.Type, GoldenLine) throws -> Void) throws {
        #expect(versions.contains { $0.name == "0.1" })
        for version in versions {
            #expect(version.lines.count > 100)
            for line in version.lines { try body(#require(MessageTypes.byName[line.message], "\(line.message)"), line) }
        }
    }

    @Test("What a released version wrote is read as the message its JSON form says")
    func decode() throws {
        try each { type, line in
            let message = try type.init(serializedBytes: line.bytes)
            #expect(message.isEqualTo(message: try type.init(jsonString: line.json)), "\(line.text)")
        }
    }

    @Test("What a released version wrote is written again byte for byte")
    func encode() throws {
        try each { type, line in
            let bytes: Data = try type.init(serializedBytes: line.bytes).serializedBytes()
            #expect(bytes == line.bytes, "\(line.text)")
        }
    }

    @Test("The JSON form of a released version's message reads and leads to the same bytes")
    func json() throws {
        try each { type, line in
            let bytes: Data = try type.init(jsonString: line.json).serializedBytes()
            #expect(bytes == line.bytes, "\(line.text)")
        }
    }

    @Test("Every field of every message and every value of every enumeration stands in some version's examples")
    func complete() throws {
        var seen: Set<String> = []
        try each { _, line in
            seen.insert(line.message)
            let message = try #require(schemas.message(named: line.message))
            for (number, value) in try WireFields.read(line.bytes) {
                let field = try #require(message.descriptor.field.first { $0.number == number })
                seen.insert("\(message.name).\(field.name)")
                if field.type == .enum { seen.insert("\(field.referred) \(value)") }
            }
        }
        let fields = schemas.messages.flatMap { message in message.descriptor.field.map { "\(message.name).\($0.name)" }
        }
        let values = schemas.enums.flatMap { enumeration in
            enumeration.descriptor.value.map { "\(enumeration.name) \($0.number)" }
        }
        let missing = Set(schemas.messages.map(\.name) + fields + values).subtracting(seen).sorted()
        #expect(missing == [], "write a new version: Shared/Contracts/write-golden VERSION")
    }

    @Test("Swift knows every message of the schemas, and no other")
    func types() {
        #expect(Set(MessageTypes.byName.keys) == Set(schemas.messages.map(\.name)))
    }

    @Test(
        "A line that is no golden line is refused",
        arguments: ["", "{}", "[]", #"{"message":"a","hex":"0","json":{}}"#])
    func malformed(line: String) {
        #expect(throws: (any Error).self) { try GoldenLine(line) }
    }
}

@Suite struct UnknownFieldsTests {
    /// A text in field 1,000 and a number in field 1,001, as a later version might send.
    private static let later = Data([0xC2, 0x3E, 0x02, 0x68, 0x69, 0xC8, 0x3E, 0x2A])

    @Test("Fields of a later version survive being read and written, in every message")
    func survive() throws {
        for version in try GoldenVersion.released() {
            for line in version.lines {
                let type = try #require(MessageTypes.byName[line.message])
                let bytes: Data = try type.init(serializedBytes: line.bytes + Self.later).serializedBytes()
                #expect(bytes == line.bytes + Self.later, "\(line.message)")
            }
        }
    }

    @Test("Fields of a later version inside an inner message survive too")
    func inner() throws {
        var event = Data([0x08, 0x07])
        event.append(Self.later)
        var bytes = Data()
        bytes.append(field: 9, event)
        let batch = try WireBatch(serializedBytes: bytes)
        #expect(batch.events.map(\.sequence) == [7])
        #expect(try batch.serializedBytes() == bytes)
    }

    @Test("An enumeration value of a later version is read as unrecognized and written again")
    func enumeration() throws {
        let bytes = Data([0x10, 0x63])
        let header = try WireHeader(serializedBytes: bytes)
        #expect(header.kind == .UNRECOGNIZED(0x63))
        #expect(try header.serializedBytes() == bytes)
    }

    @Test("Absent and zero are told apart")
    func presence() throws {
        let absent = try WireMarkGiven(serializedBytes: Data())
        #expect(!absent.hasVersion && !absent.hasMarkID && !absent.hasValue && !absent.hasDate)
        let zero = WireMarkGiven.with { $0.version = 0 }
        #expect(zero.hasVersion)
        #expect(try zero.serializedBytes() == Data([0x10, 0x00]))
    }
}

@Suite struct GoldenWriterTests {
    private func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test("A version once written is never written over")
    func neverOver() throws {
        try withTemporaryFolder { root in
            let writer = GoldenWriter(schemas: try SchemaSet.generated(), root: root)
            try writer.write(version: "7.1")
            let file = root.appending(path: "7.1/feed.jsonl")
            let numbers = root.appending(path: "numbers-7.1.txt")
            let before = try (Data(contentsOf: file), Data(contentsOf: numbers))
            #expect(throws: GoldenWriter.Exists.self) { try writer.write(version: "7.1") }
            #expect(try Data(contentsOf: file) == before.0)
            try FileManager.default.removeItem(at: root.appending(path: "7.1"))
            #expect(throws: GoldenWriter.Exists.self) { try writer.write(version: "7.1") }
            #expect(try Data(contentsOf: numbers) == before.1)
        }
    }

    @Test("The same schemas give the same bytes at every writing")
    func repeatable() throws {
        try withTemporaryFolder { root in
            let writer = GoldenWriter(schemas: try SchemaSet.generated(), root: root)
            try writer.write(version: "7.1")
            try writer.write(version: "7.2")
            for file in try SchemaSet.generated().files.map({ $0.name.replacing(".proto", with: ".jsonl") }) {
                let first = try Data(contentsOf: root.appending(path: "7.1/\(file)"))
                #expect(try first == Data(contentsOf: root.appending(path: "7.2/\(file)")))
                #expect(!first.isEmpty)
            }
        }
    }

    /// Runs for `Shared/Contracts/write-golden VERSION` alone.
    @Test(
        "Writes the golden bytes of a new version",
        .enabled(if: ProcessInfo.processInfo.environment["GOLDEN_VERSION"] != nil, "only to release a version"))
    func write() throws {
        let version = try #require(ProcessInfo.processInfo.environment["GOLDEN_VERSION"])
        try #require(version.wholeMatch(of: /[0-9]+\.[0-9]+/) != nil, "a version is MAJOR.MINOR")
        try GoldenWriter(schemas: try SchemaSet.generated(), root: Places.golden).write(version: version)
    }
}

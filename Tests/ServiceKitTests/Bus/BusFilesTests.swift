import Foundation
import ServiceKit
import Testing
import ZeroMQ

@Suite("The files of a service's port")
struct BusFilesTests {
    @Test("that are right hold no mistake")
    func right() throws {
        try withTemporaryDirectory { directory in
            try Self.prepare(directory)
            #expect(try Self.mistakes(directory) == [])
        }
    }

    @Test("that are both wrong are both named, by key and file and by place in the file")
    func bothWrong() throws {
        try withTemporaryDirectory { directory in
            try Self.prepare(directory)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: "\(directory)/bus.key")
            try write("senders: all\n", to: "\(directory)/allow-list.yaml")
            let mistakes = try Self.mistakes(directory)
            #expect(mistakes.count == 2)
            #expect(
                mistakes.first?.hasPrefix(
                    "--set bus.secret-key: bus.secret-key: found key file bus.key: its mode is 0640, expected 0600")
                    == true, "\(mistakes)")
            #expect(
                mistakes.last?.hasPrefix("allow-list.yaml:1:10: senders: found \"all\", expected a list") == true,
                "\(mistakes)")
        }
    }

    @Test("that are not there are named, a key file without a key is not shown")
    func missing() throws {
        try withTemporaryDirectory { directory in
            try Self.prepare(directory)
            try write("correct-horse\n", to: "\(directory)/bus.key")
            try FileManager.default.removeItem(atPath: "\(directory)/allow-list.yaml")
            let mistakes = try Self.mistakes(directory)
            #expect(mistakes.first?.contains("key file bus.key: ") == true, "\(mistakes)")
            #expect(mistakes.first?.contains("correct-horse") == false)
            #expect(mistakes.last?.hasPrefix("allow-list.yaml: found a file that cannot be read") == true)
            try FileManager.default.removeItem(atPath: "\(directory)/bus.key")
            #expect(try Self.mistakes(directory).first?.contains("key file bus.key: No such file") == true)
        }
    }

    private static func prepare(_ directory: String) throws {
        try CurveKeyPair.make().write(to: "\(directory)/bus.key")
        try write("senders: []\n", to: "\(directory)/allow-list.yaml")
    }

    private static func mistakes(_ directory: String) throws -> [String] {
        let flags = ["bus.endpoint=tcp://*:0", "bus.secret-key=bus.key", "bus.allow-list=allow-list.yaml"]
        let configuration = try ConfigurationLoader(keys: BusKeys.all).load(
            ConfigurationSources(flags: flags, workingDirectory: directory))
        return BusFiles.mistakes(configuration).map { $0.description.replacing(directory + "/", with: "") }
    }
}

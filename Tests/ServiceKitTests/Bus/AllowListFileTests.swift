import EventFeed
import Foundation
import Testing
import ZeroMQ

@testable import ServiceKit

@Suite("The file that says whose keys may ask what")
struct AllowListFileTests {
    private static let key = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"

    @Test("the shipped example, with an operator's own keys, can be read, and gives what it says and nothing more")
    func example() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let path = folder.appendingPathComponent("../../../deploy/config/allow-list.example.yaml").standardized
        let text = try String(contentsOf: path, encoding: .utf8)
        let senders = try read(
            text.replacing(/PUBLIC-KEY-OF-[A-Z-]+/) { _ in
                (try? CurveKeyPair.make()).map { "'\($0.publicKey.z85)'" } ?? ""
            })
        #expect(senders.map(\.name) == ["statistics", "timetable-office", "operator"])
        #expect(senders.map(\.isOperator) == [false, false, true])
        let feed = try #require(FeedName("journal.north"))
        #expect(senders[0].feeds[feed]?.contains("MarkGiven") == true)
        #expect(senders[0].feeds[feed]?.contains("PupilCardRecorded") == false)
        #expect(senders[0].commands == .only([]))
        #expect(senders[1].commands.contains("SetBells") && !senders[1].commands.contains("GiveMark"))
    }

    @Test("`all` gives everything")
    func all() throws {
        let senders = try read(
            """
            senders:
              - name: desk
                keys: ["\(Self.key)"]
                commands: all
                schools: all
                actors: all
            """)
        #expect(senders.count == 1)
        #expect(senders.allSatisfy { $0.commands == .all && $0.schools == .all && $0.actors == .all })
    }

    @Test(
        "a mistake names line, key and what was expected",
        arguments: [
            ("senders:\n  - name: a\n    keys: [short]\n", ":3:", "a CURVE public key, 40 characters of Z85"),
            ("senders:\n  - keys: []\n", ":2:", "name"),
            ("senders:\n  - name: a\n    keys: []\n    schools: [here]\n", ":4:", "an id such as"),
            ("senders:\n  - name: a\n    keys: []\n    commands: GiveMark\n", ":4:", "`all` or a list"),
            ("senders:\n  - name: a\n    keys: []\n    feeds: [{feed: BAD, types: all}]\n", ":4:", "a feed's name"),
            ("senders:\n  - name: a\n    keys: []\n    comands: all\n", ":4:", "commands"),
            ("senders:\n  - {name: 'local:journal', keys: []}\n", ":2:", "a name without a colon"),
            ("senders:\n  - {name: a, keys: []}\n  - {name: a, keys: []}\n", ":3:5: senders[1]", "each name once"),
            (
                "senders:\n  - name: a\n    keys: ['\(key)']\n  - name: b\n    keys: ['\(key)']\n", ":4:5: senders[1]",
                "each public key once"
            ),
        ])
    func mistakes(_ text: String, place: String, expectation: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try read(text) }
        let description = try #require(error).description
        #expect(description.contains(place), "\(description)")
        #expect(description.contains(expectation), "\(description)")
    }

    @Test("a key of two senders is refused, and the present list stays")
    func keyOfTwo() throws {
        let key = try CurvePublicKey(z85: Self.key)
        let policy = ZAPPolicy()
        let list = try AllowList([SenderRights(name: "a", keys: [key])], policy: policy)
        #expect(throws: AllowListError.keyTwice(key)) {
            try list.replace(with: [SenderRights(name: "a", keys: [key]), SenderRights(name: "b", keys: [key])])
        }
        #expect(throws: AllowListError.nameTwice) {
            try list.replace(with: [SenderRights(name: "a", keys: []), SenderRights(name: "a", keys: [])])
        }
        #expect(policy.isAllowed(key))
    }

    private func read(_ text: String) throws -> [SenderRights] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("allow-\(UUID().uuidString).yaml")
        try Data(text.utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        return try AllowListFile.read(path.path)
    }
}

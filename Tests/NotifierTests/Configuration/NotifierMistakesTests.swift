import Foundation
import SMTP
import ServiceKit
import Testing
import ZeroMQ

@testable import Notifier

@Suite("A notifier's configuration")
struct NotifierMistakesTests {
    @Test("that is whole holds no mistake, and says what it leaves out")
    func whole() throws {
        try Self.load { values in
            #expect(NotifierMistakes.all(values) == [])
            let configuration = NotifierConfiguration(values)
            let (server, hours) = (try configuration.server(), try configuration.hours())
            #expect(server == nil && hours == TestPost.hours)
            #expect(configuration.marks == Sample.policy)
            #expect(configuration.letterhead.domain == "zvonok.example")
            #expect(configuration.letterhead.diary == "https://zvonok.example/diary")
        }
    }

    @Test("names a server with its login, whose password stands in a file of its own")
    func server() throws {
        let login = ["smtp.host=mail.example", "smtp.user=journal", "smtp.password-file=password"]
        for text in ["correct horse\n", "correct horse\r\n", "correct horse"] {
            try Self.load(login, password: text) { values in
                #expect(NotifierMistakes.all(values) == [])
                let configured = try NotifierConfiguration(values).server()
                let server = try #require(configured)
                #expect(server.credentials == .init(user: "journal", password: "correct horse"))
                #expect((server.port, server.security, server.greeting) == (587, .startTLS, "zvonok.example"))
            }
        }
    }

    @Test(
        "that contradicts itself is refused by key and expectation",
        arguments: [
            (["staff.quiet-from=07:30"], "staff.quiet-from: found 07:30, expected a time after staff.overdue-at"),
            (["marks.gather=9m"], "marks.gather: found 540.0 seconds, expected at least marks.undo, which is"),
            (["smtp.user=journal"], "smtp.user: found one half of a login"),
            (["smtp.password-file=password"], "smtp.password-file: found one half of a login"),
            (
                ["smtp.user=journal", "smtp.password-file=password", "smtp.security=none"],
                "smtp.security: found a password that would be sent in the clear"
            ),
            (["smtp.user=journal", "smtp.password-file=nothing"], "it cannot be looked at"),
        ])
    func contradictions(_ flags: [String], _ expected: String) throws {
        try Self.load(flags, password: "correct horse\n") { values in
            let mistakes = NotifierMistakes.all(values).map(\.description)
            #expect(mistakes.count == 1 && mistakes.first?.contains(expected) == true, "\(mistakes)")
        }
    }

    @Test("with a password that others may read, or that is no line, is refused without showing it")
    func password() throws {
        let login = ["smtp.user=journal", "smtp.password-file=password"]
        for (text, mode, expected) in [
            ("correct horse\n", 0o644, "others may read it (mode 644)"), ("correct\nhorse\n", 0o600, "it has 2 lines"),
            ("", 0o600, "it has 0 lines"), (String(repeating: "correct", count: 200), 0o600, "no text of at most"),
        ] {
            try Self.load(login, password: text, mode: mode) { values in
                let mistakes = NotifierMistakes.all(values).map(\.description)
                #expect(mistakes.count == 1 && mistakes.first?.contains(expected) == true, "\(mistakes)")
                #expect(mistakes.allSatisfy { !$0.contains("correct") })
            }
        }
    }

    @Test("with a feed that mail does not rest on is refused")
    func feed() throws {
        try Self.load(upstream: "statistics.north") { values in
            let mistakes = NotifierMistakes.all(values).map(\.description)
            #expect(
                mistakes.count == 1 && mistakes.first?.contains("found the feed statistics.north") == true,
                "\(mistakes)")
        }
    }

    @Test(
        "with a value that could be a header or a command of its own is refused",
        arguments: [
            "mail.sender=journal", "mail.sender=мама@почта.рф", "mail.sender=a b@zvonok.example",
            "mail.domain=zvonok..example", "mail.domain=zvonok_example", "mail.sender-name=School\u{1}",
            "staff.overdue-at=7:30", "staff.overdue-at=24:00", "mail.parallel=0", "smtp.security=plain",
            "mail.language=de",
        ])
    func values(_ flag: String) throws {
        #expect(throws: ConfigurationError.self) { try Self.load([flag]) { _ in } }
    }

    private static func load(
        _ flags: [String] = [], password: String? = nil, mode: Int = 0o600, upstream: String = "journal.north",
        _ body: (ConfigurationValues) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keys = try CurveKeyPair.make()
        try keys.write(to: "\(folder)/bus.key")
        try "senders: []\n".write(toFile: "\(folder)/allow-list.yaml", atomically: true, encoding: .utf8)
        if let password {
            let isWritten = FileManager.default.createFile(
                atPath: "\(folder)/password", contents: Data(password.utf8), attributes: [.posixPermissions: mode])
            #expect(isWritten)
        }
        let file = "\(folder)/notifier.yaml"
        try document(upstream, keys.publicKey.z85).write(toFile: file, atomically: true, encoding: .utf8)
        let values = try ConfigurationLoader(keys: NotifierKeys.all).load(
            ConfigurationSources(file: file, flags: flags, workingDirectory: folder))
        try body(values)
    }

    private static func document(_ feed: String, _ key: String) -> String {
        """
        bus: {endpoint: "tcp://127.0.0.1:7004", secret-key: bus.key, allow-list: allow-list.yaml}
        feed: {name: deliveries.north}
        upstreams: [{feed: \(feed), endpoint: "tcp://127.0.0.1:7001", server-key: '\(key)'}]
        web: {public-origin: "https://zvonok.example"}
        mail: {sender: journal@zvonok.example}
        """
    }
}

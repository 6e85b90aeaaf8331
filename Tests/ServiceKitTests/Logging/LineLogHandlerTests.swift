import Foundation
import Logging
import ServiceKit
import Testing

@Suite("Log lines")
struct LineLogHandlerTests {
    private struct Unforeseen: Error {}

    private func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("A JSON line holds time, level, logger, message and metadata, and ends with a line feed")
    func json() throws {
        let captured = CapturedLines()
        captured.logger().warning("slow", metadata: [LogKey.feed: "journal.1", "list": ["a", "b"]])
        #expect(
            captured.all == [
                "{\"time\":\"2026-09-01T08:30:00.000001Z\",\"level\":\"warning\",\"logger\":\"test\","
                    + "\"message\":\"slow\",\"feed.name\":\"journal.1\",\"list\":[\"a\",\"b\"]}\n"
            ])
    }

    @Test(
        "Whatever a message holds, the line is one line and parses as JSON",
        arguments: [
            "quote \" and \\ backslash", "line\nfeed\r\ttab", "bell \u{7} next-line \u{85} звонок 🔔", "",
        ])
    func escapes(_ message: String) throws {
        let captured = CapturedLines()
        captured.logger().info("\(message)", metadata: ["m\"y": "\(message)", "time": "mine"])
        let line = try #require(captured.all.first)
        #expect(line.filter { $0.isNewline } == "\n")
        let fields = try object(line)
        #expect(fields["message"] as? String == message)
        #expect(fields["m\"y"] as? String == message)
        #expect(fields["metadata.time"] as? String == "mine")
    }

    @Test("The trace id of the task stands in its lines, and in no other's")
    func traceID() throws {
        let captured = CapturedLines()
        TraceContext.$traceID.withValue("4bf92f3577b34da6a3ce929d0e0e4736") { captured.logger().info("inside") }
        captured.logger().info("outside")
        #expect(try object(captured.all[0])[LogKey.traceID] as? String == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(try object(captured.all[1])[LogKey.traceID] == nil)
    }

    @Test("Readable text escapes control characters, so that no message forges a line")
    func text() {
        let captured = CapturedLines()
        captured.logger(format: .text).error("one\ntwo", metadata: ["k": "v"])
        #expect(captured.all == ["2026-09-01T08:30:00.000001Z ERROR test: one\\ntwo k=\"v\"\n"])
    }

    @Test("A level below the configured one is not written")
    func level() {
        let captured = CapturedLines()
        captured.logger(level: .notice).info("quiet")
        #expect(captured.all.isEmpty)
    }
}

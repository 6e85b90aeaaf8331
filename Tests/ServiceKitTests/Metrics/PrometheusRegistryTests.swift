import CoreMetrics
import Foundation
import ServiceKit
import Testing

@Suite("Prometheus exposition")
struct PrometheusRegistryTests {
    private func filled() -> PrometheusRegistry {
        let registry = PrometheusRegistry()
        registry.describe("zvonok_commands_total", "Commands by answer.\nA backslash: \\")
        Counter(label: "zvonok.commands", dimensions: [("result", "ok")], factory: registry).increment(by: 3)
        Counter(label: "zvonok.commands", dimensions: [("result", "a\"b\\c\nd")], factory: registry).increment()
        Gauge(label: "zvonok_wal_bytes", factory: registry).record(1.5)
        let timer = CoreMetrics.Timer(label: "zvonok_commit", factory: registry)
        timer.recordNanoseconds(250_000)
        timer.recordSeconds(2)
        timer.recordSeconds(61)
        return registry
    }

    @Test("Counters, gauges and timers are written as the text format 0.0.4 says")
    func golden() {
        let lines = filled().exposition.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(5) == [
                "# HELP zvonok_commands_total Commands by answer.\\nA backslash: \\\\",
                "# TYPE zvonok_commands_total counter",
                "zvonok_commands_total{result=\"a\\\"b\\\\c\\nd\"} 1",
                "zvonok_commands_total{result=\"ok\"} 3",
                "# HELP zvonok_commit_seconds A histogram of this service.",
            ])
        #expect(lines.contains("zvonok_commit_seconds_bucket{le=\"0.00025\"} 1"))
        #expect(lines.contains("zvonok_commit_seconds_bucket{le=\"1\"} 1"))
        #expect(lines.contains("zvonok_commit_seconds_bucket{le=\"2.5\"} 2"))
        #expect(lines.contains("zvonok_commit_seconds_bucket{le=\"60\"} 2"))
        #expect(lines.contains("zvonok_commit_seconds_bucket{le=\"+Inf\"} 3"))
        #expect(lines.contains("zvonok_commit_seconds_sum 63.00025"))
        #expect(lines.contains("zvonok_commit_seconds_count 3"))
        #expect(lines.contains("zvonok_wal_bytes 1.5"))
        #expect(lines.last == "zvonok_metrics_dropped_series_total{reason=\"kind\"} 0")
    }

    @Test("Series up to the limit are taken, the next is dropped and counted")
    func limit() {
        let registry = PrometheusRegistry(seriesLimit: 2)
        for index in 1...3 {
            Counter(label: "c", dimensions: [("i", "\(index)")], factory: registry).increment()
        }
        Counter(label: "c", dimensions: [("i", "1")], factory: registry).increment()
        let text = registry.exposition
        #expect(text.contains("c_total{i=\"1\"} 2\n"))
        #expect(text.contains("c_total{i=\"2\"} 1\n"))
        #expect(!text.contains("i=\"3\""))
        #expect(text.contains("zvonok_metrics_dropped_series_total{reason=\"limit\"} 1\n"))
    }

    @Test("A name the format does not allow is dropped and counted", arguments: ["1st", "sp ace", "", "ключ"])
    func names(_ name: String) {
        let registry = PrometheusRegistry()
        Gauge(label: name, factory: registry).record(1)
        #expect(registry.exposition.contains("zvonok_metrics_dropped_series_total{reason=\"name\"} 1\n"))
    }

    @Test("A label the format does not allow drops its series", arguments: ["__own", "le", "a b"])
    func labels(_ label: String) {
        let registry = PrometheusRegistry()
        Gauge(label: "g", dimensions: [(label, "x")], factory: registry).record(1)
        #expect(registry.exposition.contains("zvonok_metrics_dropped_series_total{reason=\"name\"} 1\n"))
    }

    @Test("One name is of one kind; the other kind is dropped and counted")
    func kinds() {
        let registry = PrometheusRegistry()
        Gauge(label: "x_total", factory: registry).record(1)
        Counter(label: "x", factory: registry).increment()
        #expect(registry.exposition.contains("zvonok_metrics_dropped_series_total{reason=\"kind\"} 1\n"))
    }

    @Test("A meter goes up and down, a counter only up")
    func directions() {
        let registry = PrometheusRegistry()
        let meter = Meter(label: "parked", factory: registry)
        meter.increment(by: 3)
        meter.decrement(by: 1)
        registry.makeCounter(label: "up", dimensions: []).increment(by: -5)
        #expect(registry.exposition.contains("\nparked 2\n"))
        #expect(registry.exposition.contains("\nup_total 0\n"))
    }

    @Test("promtool finds nothing to say", .enabled(if: PromTool.path != nil))
    func promtool() throws {
        #expect(try PromTool.check(filled().exposition) == "")
    }
}

/// Prometheus's own checker, where the machine has it.
enum PromTool {
    static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/promtool" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// - Returns: what it complains of.
    static func check(_ text: String) throws -> String {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = ["check", "metrics"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let complaints = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: complaints, as: UTF8.self) + (process.terminationStatus == 0 ? "" : "exit code")
    }
}

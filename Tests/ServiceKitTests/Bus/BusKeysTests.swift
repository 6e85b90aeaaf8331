import ServiceKit
import Testing

@Suite("The keys of a service's port")
struct BusKeysTests {
    private static let serverKey = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
    private static let longestPath = String(repeating: "p", count: 107)
    private static let longestHost = Array(repeating: String(repeating: "h", count: 63), count: 4)
        .joined(separator: ".").prefix(253)

    @Test(
        "an endpoint that can be bound is taken as it stands",
        arguments: [
            "tcp://127.0.0.1:7001", "tcp://0.0.0.0:0", "tcp://*:65535", "tcp://127.0.0.1:*", "ipc:///run/zvonok/j",
            "ipc://@zvonok", "ipc://" + longestPath,
        ])
    func bound(_ text: String) { #expect(BusEndpoint(text, for: .bind)?.text == text) }

    @Test(
        "an endpoint that cannot be bound is none",
        arguments: [
            "", "nonsense", "127.0.0.1:7001", "tcp://", "tcp://127.0.0.1", "tcp://127.0.0.1:", "tcp://:7001",
            "tcp://127.0.0.1:65536", "tcp://127.0.0.1:-1", "tcp://127.0.0.1:+1", "tcp://127.0.0.256:1",
            "tcp://localhost:7001", "tcp://[::1]:7001", "TCP://127.0.0.1:1", "udp://127.0.0.1:1", "inproc://j",
            "ipc://", "ipc://*", "ipc://" + longestPath + "p",
        ])
    func notBound(_ text: String) { #expect(BusEndpoint(text, for: .bind) == nil) }

    @Test(
        "an endpoint that can be called is taken as it stands",
        arguments: [
            "tcp://10.0.0.7:1", "tcp://journal-1.school.example:65535", "tcp://journal.example.:7001",
            "tcp://journal_writer:7001",
            "tcp://\(longestHost):1", "ipc:///run/zvonok/j",
        ])
    func called(_ text: String) { #expect(BusEndpoint(text, for: .connect)?.text == text) }

    @Test(
        "an endpoint that cannot be called is none",
        arguments: [
            "nonsense", "tcp://*:7001", "tcp://10.0.0.7:0", "tcp://10.0.0.7:*", "tcp://10.0.0.7:65536",
            "tcp://10.0.0.256:1", "tcp://10.0.7:1", "tcp://-a:1", "tcp://a..b:1", "tcp://a;b:1", "tcp://a b:1",
            "tcp://\(longestHost)h:1", "tcp://" + String(repeating: "h", count: 64) + ":1",
        ])
    func notCalled(_ text: String) { #expect(BusEndpoint(text, for: .connect) == nil) }

    @Test("a feed is read from one place: the second one's line is named")
    func feedTwice() throws {
        let upstreams = ["north", "south", "north"].map {
            "  - feed: journal.\($0)\n    endpoint: tcp://a:1\n    server-key: \"\(Self.serverKey)\"\n"
        }
        let mistakes = try mistakes("upstreams:\n" + upstreams.joined())
        #expect(
            mistakes == ["z.yaml:8:5: upstreams[2]: found the feed journal.north twice, expected each feed once"])
        #expect(try self.mistakes("upstreams:\n" + upstreams.prefix(2).joined()) == [])
    }

    private func mistakes(_ yaml: String) throws -> [String] {
        try withTemporaryDirectory { directory in
            try write(yaml, to: "\(directory)/z.yaml")
            let sources = ConfigurationSources(file: "\(directory)/z.yaml", workingDirectory: directory)
            do {
                _ = try ConfigurationLoader(keys: [Upstream.key]).load(sources)
                return []
            } catch let error as ConfigurationError {
                return error.mistakes.map { $0.description.replacing(directory + "/", with: "") }
            }
        }
    }
}

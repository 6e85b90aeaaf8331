import DoorKit
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ServiceKit

@Suite("Health")
struct HealthTests {
    @Test("A service that starts is not ready, and says so")
    func starting() {
        let report = Health().report
        #expect(!report.isReady)
        #expect(report.text == "not ready\nlifecycle: not-ready: starting\n")
    }

    @Test("A degraded check keeps readiness green and shows its reason")
    func degraded() {
        let health = ready()
        health.set(.degraded("DIVERGED since 12:00"), for: "subscription journal.1")
        #expect(health.report.isReady)
        #expect(health.report.text == "ready\nsubscription journal.1: degraded: DIVERGED since 12:00\n")
        #expect(
            health.report.json
                == "{\"ready\":true,\"checks\":{\"lifecycle\":{\"state\":\"ready\"},\"subscription journal.1\":"
                + "{\"state\":\"degraded\",\"reason\":\"DIVERGED since 12:00\"}}}\n")
    }

    @Test("A check that is not ready makes the service not ready until it recovers or is removed")
    func notReady() {
        let health = ready()
        #expect(health.set(.notReady("no key"), for: "keys"))
        #expect(!health.report.isReady)
        #expect(!health.set(.notReady("no key"), for: "keys"))
        health.set(.ready, for: "keys")
        #expect(health.report.isReady)
        health.set(.notReady("gone"), for: "keys")
        health.remove("keys")
        #expect(health.report.isReady)
    }

    @Test("The last check within the limit is taken, one more is not")
    func limit() {
        let health = Health()
        for index in 1..<Health.checkLimit { health.set(.ready, for: "\(index)") }
        #expect(health.report.checks.count == Health.checkLimit)
        #expect(!health.set(.ready, for: "one more"))
        #expect(health.state(of: "one more") == nil)
        #expect(health.set(.degraded("known"), for: "1"))
    }

    @Test("The endpoints answer by the health of the service")
    func endpoints() async throws {
        let health = Health()
        let listener = try listener(health)
        try await listener.application.test(.router) { client in
            try await client.execute(uri: "/livez", method: .get) { #expect($0.status == .ok) }
            try await client.execute(uri: "/readyz", method: .get) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(String(buffer: response.body) == "not ready\nlifecycle: not-ready: starting\n")
            }
            health.set(.ready, for: Health.lifecycleCheck)
            try await client.execute(uri: "/readyz", method: .get, headers: [.accept: "application/json"]) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "application/json")
                #expect(String(buffer: response.body) == health.report.json)
            }
            try await client.execute(uri: "/version", method: .get) { response in
                #expect(
                    String(buffer: response.body)
                        == "{\"name\":\"bell-keeper\",\"version\":\"1.2.3\",\"commit\":\"abc\","
                        + "\"schemas\":{\"store\":2},\"sample\":true}\n")
            }
            try await client.execute(uri: "/metrics", method: .get) { response in
                #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
                #expect(String(buffer: response.body).contains("zvonok_metrics_dropped_series_total"))
            }
            try await client.execute(uri: "/other", method: .get) { #expect($0.status == .notFound) }
        }
    }

    @Test("The endpoints are these, and no other path or method is answered, whatever it is")
    func routes() async throws {
        let lines = HealthListener.Route.allCases.map { route in
            [
                "loopback.\(route)", "GET", "/\(route.rawValue)", "everyone: listens to this machine alone",
                "nobody's data",
            ]
            .joined(separator: "\t")
        }
        #expect(try Listing.difference(lines, of: "loopback") == nil)
        try await listener(ready()).application.test(.router) { client in
            for path in ["/", "/other", "/metrics/x", "/../metrics", "/%6civez"] {
                try await client.execute(uri: path, method: .get) { #expect($0.status == .notFound) }
            }
            for route in HealthListener.Route.allCases {
                for method in [HTTPRequest.Method.post, .put, .delete, .options] {
                    try await client.execute(uri: "/\(route.rawValue)", method: method) {
                        #expect($0.status == .notFound)
                    }
                }
            }
        }
    }

    @Test("Only an address that this machine alone can reach is a loopback address")
    func loopback() {
        for host in ["127.0.0.1", "127.255.255.254", "::1"] { #expect(LoopbackAddress(host)?.host == host) }
        for host in ["0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "::ffff:127.0.0.1", "localhost", "127.1", ""] {
            #expect(LoopbackAddress(host) == nil, "\(host)")
        }
    }

    @Test("A connection that says nothing is closed")
    func idle() async throws {
        let listener = try listener(ready(), idleTimeout: .milliseconds(50))
        try await listener.application.test(.live) { client in
            let port = try #require(client.port)
            let received = try await RawConnection.readToEnd(port: port)
            #expect(received == [])
        }
    }

    private func ready() -> Health {
        let health = Health()
        health.set(.ready, for: Health.lifecycleCheck)
        return health
    }
}

extension HealthTests {
    private func listener(
        _ health: Health, idleTimeout: Duration = HealthListener.idleTimeout
    ) throws -> HealthListener {
        let version = ServiceVersion(
            name: "bell-keeper", version: "1.2.3", commit: "abc", schemaVersions: ["store": 2], isSample: true)
        return HealthListener(
            address: .standard, port: 0, health: health, version: { version }, metrics: PrometheusRegistry(),
            idleTimeout: idleTimeout, logger: CapturedLines().logger())
    }
}

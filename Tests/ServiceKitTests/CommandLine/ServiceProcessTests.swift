import Foundation
import ServiceKit
import Testing

@Suite("A service's process", .timeLimit(.minutes(2)))
struct ServiceProcessTests {
    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("stops at SIGTERM with 0, its store clean, and every line it logged parses as JSON")
    func stops() async throws {
        try await withTemporaryDirectory { directory in
            let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
                [directory = directory as String] in
                await ServiceFixture.main(ServiceProcessTests.arguments(directory))
            }
            let logged = lines(result?.standardErrorContent ?? [])
            let messages = try logged.map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["message"]
                    as? String
            }
            #expect(messages.first == "the service starts")
            #expect(messages.last == "the service has stopped")
            let mark = try read("\(directory)/bells.sqlite.lock")
            #expect(mark == "clean")
        }
    }

    @Test("stops at SIGINT with 0 too")
    func interrupted() async throws {
        try await withTemporaryDirectory { directory in
            await #expect(processExitsWith: .success) { [directory = directory as String] in
                await ServiceFixture.main(ServiceProcessTests.arguments(directory, ["--set", "greeting=interrupt"]))
            }
            let mark = try read("\(directory)/bells.sqlite.lock")
            #expect(mark == "clean")
        }
    }

    @Test("reads its configuration again at each SIGHUP and goes on")
    func reloads() async throws {
        try await withTemporaryDirectory { directory in
            let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
                [directory = directory as String] in
                await ServiceFixture.main(ServiceProcessTests.arguments(directory, ["--set", "greeting=reload"]))
            }
            let reloads = lines(result?.standardErrorContent ?? []).filter {
                $0.contains("\"message\":\"the configuration was read again\"")
            }
            #expect(reloads.count == 2)
        }
    }

    @Test("dies at its fault point where the store is a sample, and starts again from its store")
    func dies() async throws {
        try await withTemporaryDirectory { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
                await ServiceFixture.main(
                    ServiceProcessTests.arguments(directory, ["--set", "store.sample=true", "--die-at", "before-ring"]))
            }
            await #expect(processExitsWith: .success) { [directory = directory as String] in
                await ServiceFixture.main(ServiceProcessTests.arguments(directory, ["--set", "store.sample=true"]))
            }
            let mark = try read("\(directory)/bells.sqlite.lock")
            #expect(mark == "clean")
        }
    }

    @Test("that fails ends with 70 and says why on standard error")
    func fails() async throws {
        try await withTemporaryDirectory { directory in
            let result = await #expect(processExitsWith: .exitCode(70), observing: [\.standardErrorContent]) {
                [directory = directory as String] in
                await ServiceFixture.main(ServiceProcessTests.arguments(directory, ["--set", "greeting=break"]))
            }
            let printed = lines(result?.standardErrorContent ?? [])
            #expect(printed.last == "Broken()")
        }
    }

    @Test("prints the example of its configuration on standard output")
    func example() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            await ServiceFixture.main(["check-config", "--example"])
        }
        let printed = lines(result?.standardOutputContent ?? [])
        #expect(printed.contains("  # path:"))
    }

    @Test("with a wrong configuration ends with 78 and names every mistake")
    func wrongConfiguration() async {
        let result = await #expect(processExitsWith: .exitCode(78), observing: [\.standardErrorContent]) {
            await ServiceFixture.main(["check-config", "--set", "greting=x"])
        }
        let printed = lines(result?.standardErrorContent ?? [])
        #expect(
            printed == [
                "environment variable ZVONOK_HEALTH_PORT: health.port: found nothing, expected an integer from 0 to "
                    + "65535 (the key is required)",
                "environment variable ZVONOK_STORE_PATH: store.path: found nothing, expected a file path (the key is "
                    + "required)",
                "--set greting: greting: found an unknown key, expected a known key, perhaps greeting",
            ])
    }

    static func arguments(_ directory: String, _ more: [String] = []) -> [String] {
        ["run", "--set", "store.path=\(directory)/bells.sqlite", "--set", "health.port=0"] + more
    }
}

import Foundation
import ServiceKit
import Testing

@Suite("What is refused before the store is touched")
struct ConfiguredFilesTests {
    private static let definition = ServiceFixture.make(fileMistakes: { configuration in
        guard configuration[ServiceFixture.greeting] == "cracked" else { return [] }
        return [
            ConfigurationMistake(
                place: configuration.place(of: "greeting") ?? .declaration, key: "greeting", found: "a cracked bell",
                expected: "a whole one")
        ]
    })

    @Test("check-config and run name every mistake in files and across keys, and make no store")
    func refused() async throws {
        try await withTemporaryDirectory { directory in
            let flags = ["greeting=cracked", "clock.simulated-file=clock"]
            let checked = await ServiceFixture.perform(directory, Self.definition, flags: flags) {
                await $0.checkConfiguration()
            }
            let run = await ServiceFixture.perform(directory, Self.definition, flags: flags) { await $0.run() }
            #expect(checked.status == .configuration && run.status == .configuration)
            #expect(
                checked.errors == """
                    --set clock.simulated-file: clock.simulated-file: found the simulated clock clock for a real store \
                    (store.sample is false), expected real time: remove clock.simulated-file from the configuration
                    --set greeting: greeting: found a cracked bell, expected a whole one

                    """)
            #expect(run.errors == checked.errors)
            let made = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(made.isEmpty, "\(made)")
        }
    }

    @Test("work on the store alone does not ask for the files of the bus")
    func notAsked() async throws {
        try await withTemporaryDirectory { directory in
            let result = await ServiceFixture.perform(directory, Self.definition, flags: ["greeting=cracked"]) {
                await $0.migrate()
            }
            #expect(result.status == .ok, "\(result.errors)")
        }
    }
}

import Testing

@testable import ServiceKit

@Suite("Values as they are written")
struct ConfigurationTextTests {
    @Test(
        "A duration is read in each unit and written in the largest that divides it",
        arguments: [
            ("1ms", Duration.milliseconds(1), "1ms"), ("1000ms", .seconds(1), "1s"), ("90s", .seconds(90), "90s"),
            ("60s", .seconds(60), "1m"), ("24h", .seconds(86_400), "24h"), ("0s", .zero, "0ms"),
        ])
    func durations(text: String, duration: Duration, written: String) {
        #expect(DurationText.parse(text) == duration)
        #expect(DurationText.render(duration) == written)
    }

    @Test("What is no duration is not read", arguments: ["", "s", "1", "-1s", "1.5s", "1 s", "1d", "١s", "1S"])
    func noDurations(_ text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(
        "A size is read in each unit and written in the largest that divides it",
        arguments: [
            ("1B", 1, "1B"), ("1024B", 1_024, "1KiB"), ("1536KiB", 1_572_864, "1536KiB"),
            ("64MiB", 67_108_864, "64MiB"),
            ("2GiB", 2_147_483_648, "2GiB"), ("0B", 0, "0B"),
        ])
    func sizes(text: String, bytes: Int, written: String) {
        #expect(ByteSizeText.parse(text) == bytes)
        #expect(ByteSizeText.render(bytes) == written)
    }

    @Test("What is no size is not read", arguments: ["", "MiB", "1", "1MB", "1mib", "-1B", "9223372036854775807GiB"])
    func noSizes(_ text: String) {
        #expect(ByteSizeText.parse(text) == nil)
    }

    @Test(
        "The nearest known name is the one with the fewest changes",
        arguments: [
            ("prot", "port"), ("logg.level", "log.level"), ("feed-nam", "feed-name"),
        ])
    func nearest(mistyped: String, meant: String) {
        #expect(NearestName.nearest(to: mistyped, among: ["port", "log.level", "feed-name", "host"]) == meant)
    }

    @Test("A name more than three changes away, or shorter than the changes, is not suggested")
    func notNear() {
        #expect(NearestName.nearest(to: "abcdefgh", among: ["abcd"]) == nil)
        #expect(NearestName.nearest(to: "abcdefg", among: ["abcd"]) == "abcd")
        #expect(NearestName.nearest(to: "ab", among: ["xy"]) == nil)
        #expect(NearestName.expectation(for: "zz", among: ["b", "aaaa"]) == "one of aaaa, b")
    }

    @Test(
        "The distance of two names counts insertions, removals and replacements",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("port", "prot", 2),
        ])
    func distance(first: String, second: String, expected: Int) {
        #expect(NearestName.distance(first, second) == expected)
    }

    @Test("An environment variable is the key in upper case, dots and dashes as underscores")
    func environmentNames() {
        #expect(StandardKeys.storeMinimumFree.environmentName == "ZVONOK_STORE_MINIMUM_FREE")
        #expect(StandardKeys.clockFile.environmentName == "ZVONOK_CLOCK_SIMULATED_FILE")
    }

    @Test("The standard keys are declared once each, documented, and their defaults are values they accept")
    func standardKeys() throws {
        #expect(Set(StandardKeys.all.map(\.environmentName)).count == StandardKeys.all.count)
        for key in StandardKeys.all { #expect(key.doc.hasSuffix("."), "\(key.name)") }
        try withTemporaryDirectory { directory in
            let example = "\(ConfigurationExample(keys: StandardKeys.all))"
                .replacing("# path:", with: "path: a.sqlite").replacing("# port:", with: "port: 0")
            try write(example, to: "\(directory)/z.yaml")
            let sources = ConfigurationSources(file: "\(directory)/z.yaml", workingDirectory: "/")
            let values = try ConfigurationLoader(keys: StandardKeys.all).load(sources)
            #expect(values[StandardKeys.storePath] == "\(directory)/a.sqlite")
            #expect(values[StandardKeys.backupDirectory] == "\(directory)/backups")
            #expect(values[StandardKeys.healthHost] == .standard)
            #expect(values[StandardKeys.drainLimit] == .seconds(20))
            #expect(values[StandardKeys.metricsSeries] == PrometheusRegistry.seriesLimit)
        }
    }
}

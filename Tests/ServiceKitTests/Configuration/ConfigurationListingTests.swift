import ServiceKit
import Testing

@Suite("What a configuration says of itself")
struct ConfigurationListingTests {
    private typealias Fixture = ConfigurationFixture

    @Test("The listing shows each value and where it came from, and no secret")
    func listing() throws {
        try withTemporaryDirectory { directory in
            let values = try Fixture.load(
                directory, yaml: "feed:\n  name: journal\nsecret: 7\n", environment: ["ZVONOK_MOOD": "loud"],
                flags: ["http.port=81"])
            #expect(
                values.listing.replacing(directory + "/", with: "") == """
                    http.port = 81  # --set http.port
                    http.base-path = /  # default
                    feed.name = journal  # zvonok.yaml:2:9
                    feed.wait = 10s  # default
                    feed.batch-bytes = 64KiB  # default
                    shown = true  # default
                    mood = loud  # environment variable ZVONOK_MOOD
                    key-file = (none)  # default
                    secret = (secret)  # zvonok.yaml:3:9
                    schools = []  # default
                    upstreams = []  # default
                    """)
        }
    }

    @Test("The example is a file that is read back, once what is required has been filled in")
    func example() throws {
        try withTemporaryDirectory { directory in
            let example = "\(ConfigurationExample(keys: Fixture.keys))"
            #expect(example.contains("# The port.\n  # an integer from 0 to 65535; default\n  port: 8080\n"))
            let filled = example.replacing("# name:", with: "name: journal")
            let values = try Fixture.load(directory, yaml: filled)
            #expect(values[Fixture.name] == "journal")
            #expect(values[Fixture.wait] == .seconds(10))
            #expect(values.place(of: "http.port")?.description.hasPrefix(directory) == true)
        }
    }

    @Test(
        "Text that YAML would read otherwise is quoted, and read back the same", arguments: ["a b", "it's", "-x", "x:"])
    func quoting(_ text: String) throws {
        try withTemporaryDirectory { directory in
            let key = ConfigurationKey("http.base-path", .string, default: text, doc: "Odd.")
            try write("\(ConfigurationExample(keys: [key]))", to: "\(directory)/z.yaml")
            let sources = ConfigurationSources(file: "\(directory)/z.yaml", workingDirectory: directory)
            #expect(try ConfigurationLoader(keys: [key]).load(sources)[key] == text)
        }
    }
}

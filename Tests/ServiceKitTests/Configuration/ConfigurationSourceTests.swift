import ServiceKit
import Testing

@Suite("Configuration sources")
struct ConfigurationSourceTests {
    private typealias Fixture = ConfigurationFixture

    @Test("A flag goes before the environment, that before the file, that before the default")
    func precedence() throws {
        try withTemporaryDirectory { directory in
            let yaml = "feed: {name: file}\nhttp: {port: 1}\n"
            let environment = ["ZVONOK_HTTP_PORT": "2", "ZVONOK_HTTP_BASE_PATH": "/env"]
            let defaults = try Fixture.load(directory, yaml: "feed: {name: file}\n")
            #expect(defaults[Fixture.port] == 8080)
            #expect(try Fixture.load(directory, yaml: yaml)[Fixture.port] == 1)
            let variables = try Fixture.load(directory, yaml: yaml, environment: environment)
            #expect(variables[Fixture.port] == 2)
            #expect(variables[Fixture.baseURL] == "/env")
            let flags = try Fixture.load(directory, yaml: yaml, environment: environment, flags: ["http.port=3"])
            #expect(flags[Fixture.port] == 3)
            #expect(flags[Fixture.name] == "file")
        }
    }

    @Test("Every type is read from a file")
    func types() throws {
        try withTemporaryDirectory { directory in
            let yaml = """
                feed: {name: 'journal: one', wait: 500ms, batch-bytes: 64KiB}
                shown: false
                mood: loud
                key-file: keys/own.key
                secret: 7
                schools: [a, "b c"]
                upstreams:
                  - {feed: journal.1, endpoint: 'tcp://h:1'}
                  - {feed: journal.2, endpoint: 'tcp://h:2', batch: 100}
                """
            let values = try Fixture.load(directory, yaml: yaml)
            #expect(values[Fixture.name] == "journal: one")
            #expect(values[Fixture.wait] == .milliseconds(500))
            #expect(values[Fixture.bytes] == 65_536)
            #expect(!values[Fixture.isShown])
            #expect(values[Fixture.mood] == .loud)
            #expect(values[Fixture.keyFile] == "\(directory)/keys/own.key")
            #expect(values[Fixture.secret] == 7)
            #expect(values[Fixture.schools] == ["a", "b c"])
            #expect(
                values[Fixture.upstreams] == [
                    .init(feed: "journal.1", endpoint: "tcp://h:1", batch: 10),
                    .init(feed: "journal.2", endpoint: "tcp://h:2", batch: 100),
                ])
        }
    }

    @Test("Lists are read from the environment and from flags, by commas or as YAML")
    func inlineLists() throws {
        try withTemporaryDirectory { directory in
            let values = try Fixture.load(
                directory, yaml: nil, environment: ["ZVONOK_SCHOOLS": "a,b"],
                flags: ["feed.name=x", "upstreams=[{feed: j.1, endpoint: 'tcp://h:1'}]"])
            #expect(values[Fixture.schools] == ["a", "b"])
            #expect(values[Fixture.upstreams] == [.init(feed: "j.1", endpoint: "tcp://h:1", batch: 10)])
        }
    }

    @Test("A relative path in a flag starts from the working directory, an absolute one stays")
    func paths() throws {
        try withTemporaryDirectory { directory in
            let relative = try Fixture.load(directory, yaml: nil, flags: ["feed.name=x", "key-file=a/../b"])
            #expect(relative[Fixture.keyFile] == "\(directory)/b")
            let absolute = try Fixture.load(directory, yaml: nil, flags: ["feed.name=x", "key-file=/etc/key"])
            #expect(absolute[Fixture.keyFile] == "/etc/key")
        }
    }

    @Test("A key left out that is optional reads as nil")
    func optional() throws {
        try withTemporaryDirectory { directory in
            let values = try Fixture.load(directory, yaml: "feed: {name: x}\nkey-file:\n")
            #expect(values[Fixture.keyFile] == nil)
            #expect(values[Fixture.secret] == nil)
        }
    }

    @Test("The file is named by ZVONOK_CONFIG where no flag names it")
    func fileFromEnvironment() {
        let environment = ["ZVONOK_CONFIG": "/etc/zvonok.yaml"]
        #expect(ConfigurationSources(environment: environment, workingDirectory: "/").file == "/etc/zvonok.yaml")
        #expect(ConfigurationSources(file: "/a", environment: environment, workingDirectory: "/").file == "/a")
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var environment: [String: String] = [:]
        var flags: [String] = []
        let expected: String
    }

    static let wrongs = [
        Wrong(
            testDescription: "an unknown variable", environment: ["ZVONOK_HTTP_PROT": "1"],
            expected: "environment variable ZVONOK_HTTP_PROT: found an unknown variable, expected a known key, perhaps "
                + "ZVONOK_HTTP_PORT"),
        Wrong(
            testDescription: "a variable of a wrong type", environment: ["ZVONOK_HTTP_PORT": "80a"],
            expected: "environment variable ZVONOK_HTTP_PORT: http.port: found \"80a\", expected an integer from 0 to "
                + "65535"),
        Wrong(
            testDescription: "an empty variable", environment: ["ZVONOK_MOOD": ""],
            expected: "environment variable ZVONOK_MOOD: mood: found nothing, expected one of calm, loud"),
        Wrong(
            testDescription: "a list in a variable that is no YAML", environment: ["ZVONOK_UPSTREAMS": "[{"],
            expected: "environment variable ZVONOK_UPSTREAMS: upstreams: found text that is no YAML (did not find "
                + "expected node content), expected a list as YAML, in brackets"),
        Wrong(
            testDescription: "an unknown flag", flags: ["http.prot=1"],
            expected: "--set http.prot: http.prot: found an unknown key, expected a known key, perhaps http.port"),
        Wrong(
            testDescription: "a flag without a value", flags: ["http.port"],
            expected: "--set http.port: found no equals sign, expected key=value"),
        Wrong(
            testDescription: "a flag given twice", flags: ["http.port=1", "http.port=2"],
            expected: "--set http.port: http.port: found the key a second time, expected each key once among the "
                + "flags"),
        Wrong(
            testDescription: "a flag of a wrong type", flags: ["http.port=-1"],
            expected: "--set http.port: http.port: found \"-1\", expected an integer from 0 to 65535"),
    ]

    @Test("A mistake in environment or flags is named", arguments: wrongs)
    func mistakes(_ wrong: Wrong) throws {
        let mistakes = try Fixture.mistakes(
            yaml: "feed: {name: x}\n", environment: wrong.environment, flags: wrong.flags)
        #expect(mistakes == [wrong.expected])
    }

    @Test("Variables of other programs are not looked at")
    func foreignVariables() throws {
        #expect(try Fixture.mistakes(yaml: "feed: {name: x}\n", environment: ["PATH": "/bin", "XZVONOK_A": "1"]) == [])
    }

    @Test("A missing key without any file is named by its variable")
    func missingWithoutFile() throws {
        #expect(
            try Fixture.mistakes(yaml: nil) == [
                "environment variable ZVONOK_FEED_NAME: feed.name: found nothing, expected text that is not empty (the "
                    + "key is required)"
            ])
    }

    @Test("Two keys with one environment variable are a mistake of the program")
    func ambiguousDeclarations() {
        let keys: [any ConfigurationDeclaration] = [
            ConfigurationKey("http.port", .port, default: 1, doc: ""),
            ConfigurationKey("http-port", .port, default: 1, doc: ""),
        ]
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationLoader(keys: keys).load(ConfigurationSources(workingDirectory: "/"))
        }
        #expect(error?.mistakes.first?.found == "2 declarations with one environment variable")
    }
}

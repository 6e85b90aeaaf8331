import Foundation
import ServiceKit
import Testing

@Suite("A wrong configuration file")
struct ConfigurationMistakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let yaml: String
        let expected: [String]

        init(_ description: String, _ yaml: String, _ expected: String...) {
            testDescription = description
            self.yaml = yaml
            self.expected = expected
        }
    }

    static let cases = [
        Case(
            "an unknown key is named with the nearest known one", "feed:\n  name: a\n  wiat: 3s\n",
            "zvonok.yaml:3:3: feed.wiat: found an unknown key, expected a known key, perhaps feed.wait"),
        Case(
            "an unknown key like none other lists what is known in its section",
            "feed:\n  name: a\n  zzzzzzzzzz: 3s\n",
            "zvonok.yaml:3:3: feed.zzzzzzzzzz: found an unknown key, expected one of feed.batch-bytes, feed.name, "
                + "feed.wait"),
        Case(
            "text where an integer belongs", "feed: {name: a}\nhttp:\n  port: 80a\n",
            "zvonok.yaml:3:9: http.port: found \"80a\", expected an integer from 0 to 65535"),
        Case(
            "a quoted number where an integer belongs", "feed: {name: a}\nhttp:\n  port: \"80\"\n",
            "zvonok.yaml:3:9: http.port: found the quoted text \"80\", expected an integer from 0 to 65535"),
        Case(
            "a number just out of range", "feed: {name: a}\nhttp:\n  port: 65536\n",
            "zvonok.yaml:3:9: http.port: found \"65536\", expected an integer from 0 to 65535"),
        Case(
            "yes where true belongs", "feed: {name: a}\nshown: yes\n",
            "zvonok.yaml:2:8: shown: found \"yes\", expected true or false"),
        Case(
            "a duration without its unit", "feed:\n  name: a\n  wait: 30\n",
            "zvonok.yaml:3:9: feed.wait: found \"30\", expected a duration such as 500ms, 30s, 10m or 24h, from "
                + "100ms to 30s"),
        Case(
            "a duration out of range", "feed:\n  name: a\n  wait: 31s\n",
            "zvonok.yaml:3:9: feed.wait: found \"31s\", expected a duration such as 500ms, 30s, 10m or 24h, from "
                + "100ms to 30s"),
        Case(
            "a duration that overflows", "feed:\n  name: a\n  wait: 9223372036854775807h\n",
            "zvonok.yaml:3:9: feed.wait: found \"9223372036854775807h\", expected a duration such as 500ms, 30s, "
                + "10m or 24h, from 100ms to 30s"),
        Case(
            "a size in decimal units", "feed:\n  name: a\n  batch-bytes: 1MB\n",
            "zvonok.yaml:3:16: feed.batch-bytes: found \"1MB\", expected a size such as 64MiB, from 1B to 1MiB"),
        Case(
            "a word that is no choice", "feed: {name: a}\nmood: angry\n",
            "zvonok.yaml:2:7: mood: found \"angry\", expected one of calm, loud"),
        Case(
            "a missing required key is reported at its section", "feed:\n  wait: 3s\n",
            "zvonok.yaml:2:3: feed.name: found nothing, expected text that is not empty (the key is required)"),
        Case(
            "a missing section is reported at the file's beginning", "shown: true\n",
            "zvonok.yaml:1:1: feed.name: found nothing, expected text that is not empty (the key is required)"),
        Case(
            "an empty file lacks what is required", "",
            "zvonok.yaml:1:1: feed.name: found nothing, expected text that is not empty (the key is required)"),
        Case(
            "a key with an empty value", "feed:\n  name:\n",
            "zvonok.yaml:2:8: feed.name: found nothing, expected text that is not empty"),
        Case(
            "a scalar where a mapping belongs", "feed: a\n",
            "zvonok.yaml:1:7: feed: found \"a\", expected a mapping with feed.batch-bytes, feed.name, feed.wait",
            "zvonok.yaml:1:7: feed.name: found nothing, expected text that is not empty (the key is required)"),
        Case(
            "a list where a mapping belongs", "- a\n",
            "zvonok.yaml:1:1: found a list, expected a mapping of keys",
            "zvonok.yaml:1:1: feed.name: found nothing, expected text that is not empty (the key is required)"),
        Case(
            "a mapping where a scalar belongs", "feed:\n  name:\n    a: b\n",
            "zvonok.yaml:3:5: feed.name: found a mapping, expected text that is not empty"),
        Case(
            "a scalar where a list belongs", "feed: {name: a}\nschools: one\n",
            "zvonok.yaml:2:10: schools: found \"one\", expected a list (each element text that is not empty)"),
        Case(
            "a key written with a dot", "feed.name: a\n",
            "zvonok.yaml:1:1: feed.name: found a key written with a dot, expected nested mappings, feed: name:",
            "zvonok.yaml:1:1: feed.name: found nothing, expected text that is not empty (the key is required)"),
        Case(
            "text that is no YAML", "feed: [a\nmood: calm\n",
            "zvonok.yaml:2:5: found text that is no YAML (did not find expected ',' or ']'), expected YAML"),
        Case(
            "a secret is not repeated in its mistake", "feed: {name: a}\nsecret: 1234\n",
            "zvonok.yaml:2:9: secret: found a value that is not shown because it is secret, expected an integer from "
                + "1 to 9"),
        Case(
            "of a secret, only text is kept back", "feed: {name: a}\nsecret: [1234]\n",
            "zvonok.yaml:2:9: secret: found a list, expected an integer from 1 to 9"),
    ]

    @Test("is refused with file, line, column, key, finding and expectation", arguments: cases)
    func names(_ wrong: Case) throws {
        let mistakes = try ConfigurationFixture.mistakes(yaml: wrong.yaml)
        #expect(mistakes == wrong.expected)
    }

    static let records = [
        Case(
            "a list's element with a missing field", "feed: {name: a}\nupstreams:\n  - feed: a.1\n",
            "zvonok.yaml:3:5: upstreams[0].endpoint: found nothing, expected text that is not empty"),
        Case(
            "a list's element with an unknown field",
            "feed: {name: a}\nupstreams:\n  - {feed: a.1, endpoint: b, bacth: 3}\n",
            "zvonok.yaml:3:30: upstreams[0].bacth: found an unknown key, expected a known key, perhaps batch"),
        Case(
            "a list's element with a wrong field",
            "feed: {name: a}\nupstreams:\n  - {feed: a.1, endpoint: b}\n  - {feed: a.2, endpoint: b, batch: 101}\n",
            "zvonok.yaml:4:37: upstreams[1].batch: found \"101\", expected an integer from 1 to 100"),
        Case(
            "a list's element that breaks a rule of its own",
            "feed: {name: a}\nupstreams:\n  - {feed: journal, endpoint: b}\n",
            "zvonok.yaml:3:5: upstreams[0]: found feed \"journal\", expected a feed with its shard, name.shard"),
        Case(
            "a list's element that is no mapping", "feed: {name: a}\nupstreams: [journal]\n",
            "zvonok.yaml:2:13: upstreams[0]: found \"journal\", expected a mapping with feed, endpoint, "
                + "batch (optional)"),
    ]

    @Test("names the element of a list", arguments: records)
    func namesElements(_ wrong: Case) throws {
        let mistakes = try ConfigurationFixture.mistakes(yaml: wrong.yaml)
        #expect(mistakes == wrong.expected)
    }

    static let duplicates = [
        Case(
            "a key that stands twice is reported at its second place",
            "feed:\n  name: a\n  # again\n  name: b\nshown: maybe\n",
            "zvonok.yaml:4:3: name: found the key a second time, expected each key once in a mapping",
            "zvonok.yaml:5:8: shown: found \"maybe\", expected true or false"),
        Case(
            "a key that stands twice in a file with the line ends of Windows is reported at its second place",
            "feed:\r\n  name: a\r\n  # again\r\n  name: b\r\nshown: maybe\r\n",
            "zvonok.yaml:4:3: name: found the key a second time, expected each key once in a mapping",
            "zvonok.yaml:5:8: shown: found \"maybe\", expected true or false"),
        Case(
            "a key that stands twice after every line end that YAML knows is reported at its second place",
            "feed:\r  name: a\u{85}  # again\u{2028}  # and again\u{2029}  name: b\n",
            "zvonok.yaml:5:3: name: found the key a second time, expected each key once in a mapping"),
        Case(
            "keys that stand twice in two mappings are both reported",
            "feed:\n  name: a\n  name: b\nhttp:\n  port: 1\n  port: 2\n",
            "zvonok.yaml:3:3: name: found the key a second time, expected each key once in a mapping",
            "zvonok.yaml:6:3: port: found the key a second time, expected each key once in a mapping"),
        Case(
            "a key that stands twice in a list's element is reported",
            "feed: {name: a}\nupstreams:\n  - feed: a.1\n    endpoint: b\n    feed: a.2\n",
            "zvonok.yaml:5:5: feed: found the key a second time, expected each key once in a mapping"),
        Case(
            "the same key in two elements of a list is no mistake",
            "feed: {name: a}\nupstreams:\n  - feed: a.1\n    endpoint: b\n  - feed: a.2\n    endpoint: b\n"),
        Case(
            "a key that stands twice in braces is reported", "feed: {name: a, name: b}\n",
            "zvonok.yaml:1:8: name: found the key a second time, expected each key once in a mapping"),
    ]

    @Test("names a repeated key", arguments: duplicates)
    func namesDuplicates(_ wrong: Case) throws {
        let mistakes = try ConfigurationFixture.mistakes(yaml: wrong.yaml)
        #expect(mistakes == wrong.expected)
    }

    @Test("is refused with all its mistakes at once, from top to bottom")
    func reportsAll() throws {
        let yaml = "mood: angry\nshown: 1\nfeed:\n  wait: x\nhttp: 3\n"
        let mistakes = try ConfigurationFixture.mistakes(
            yaml: yaml, environment: ["ZVONOK_MOOD": "sad"], flags: ["mood=wild"])
        #expect(
            mistakes.map { $0.prefix { $0 != " " } } == [
                "zvonok.yaml:1:7:", "zvonok.yaml:2:8:", "zvonok.yaml:4:3:", "zvonok.yaml:4:9:", "zvonok.yaml:5:7:",
                "environment", "--set",
            ])
    }

    @Test("that is not there is refused by its path")
    func missingFile() throws {
        try withTemporaryDirectory { directory in
            let sources = ConfigurationSources(file: "\(directory)/no.yaml", workingDirectory: directory)
            let error = #expect(throws: ConfigurationError.self) {
                try ConfigurationLoader(keys: [ConfigurationFixture.port]).load(sources)
            }
            #expect(
                error?.description
                    == "\(directory)/no.yaml: found a file that cannot be read (no such file), expected a readable "
                    + "YAML file"
            )
        }
    }

    @Test("that is no text is refused")
    func notText() throws {
        try withTemporaryDirectory { directory in
            try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: "\(directory)/z.yaml"))
            let sources = ConfigurationSources(file: "\(directory)/z.yaml", workingDirectory: directory)
            let error = #expect(throws: ConfigurationError.self) {
                try ConfigurationLoader(keys: [ConfigurationFixture.port]).load(sources)
            }
            #expect(
                error?.description
                    == "\(directory)/z.yaml: found bytes that are no UTF-8 text, expected a YAML file in UTF-8")
        }
    }

    @Test("of exactly the size limit is read, of a byte more refused")
    func sizeLimit() throws {
        let head = "feed: {name: a}\n#"
        let whole = head + String(repeating: "x", count: (1 << 20) - head.utf8.count)
        #expect(try ConfigurationFixture.mistakes(yaml: whole) == [])
        #expect(
            try ConfigurationFixture.mistakes(yaml: whole + "x").first
                == "zvonok.yaml: found 1048577 bytes, expected a YAML file of at most 1MiB")
    }

    @Test("whose aliases expand without end is refused")
    func aliasBomb() throws {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...6 {
            let references = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(references)]\n"
        }
        let mistakes = try ConfigurationFixture.mistakes(yaml: yaml)
        #expect(
            mistakes.contains("zvonok.yaml: found more than 100000 values, expected a configuration written by hand"))
    }

    @Test("with a list of the greatest length is read, with one element more refused")
    func listLimit() throws {
        let list = { (count: Int) in
            "feed: {name: a}\nschools: [\(Array(repeating: "s", count: count).joined(separator: ","))]\n"
        }
        #expect(try ConfigurationFixture.mistakes(yaml: list(configurationListLimit)) == [])
        #expect(
            try ConfigurationFixture.mistakes(yaml: list(configurationListLimit + 1)) == [
                "zvonok.yaml:2:10: schools: found a list, expected a list of at most 1000 elements"
            ])
    }
}

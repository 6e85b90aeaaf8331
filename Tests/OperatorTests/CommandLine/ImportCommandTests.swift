import ArgumentParser
import School
import Testing

@testable import Operator

@Suite struct ImportCommandTests {
    private func parse(_ arguments: String...) throws -> ImportOneRosterCommand {
        try #require(try Zvonok.parseAsRoot(["import", "oneroster", "a.zip"] + arguments) as? ImportOneRosterCommand)
    }

    @Test func aBundleIsReadStrictlyUnlessItIsSaidOtherwise() throws {
        #expect(try parse().request.isStrict)
        #expect(try parse("--strict").request.isStrict && !parse("--lenient").request.isStrict)
        #expect(throws: (any Error).self) { try parse("--strict", "--lenient") }
    }

    @Test func whatTheBundleDoesNotSayIsSaidInOptions() throws {
        let request = try parse(
            "--school", "a=b=0195F000-0000-7000-8000-000000000001", "--grade", "KG=1", "--grade", "PK=1", "--day",
            "2026-09-01", "--source", "city", "--dry-run", "--limit", "7", "--zone", "Asia/Omsk", "--may-end", "45",
            "--older"
        ).request
        #expect(request.schools.keys.sorted() == ["a=b"] && request.grades == ["KG": 1, "PK": 1])
        #expect(request.day == Day("2026-09-01") && request.source == "city" && request.onlyTry)
        #expect(request.limit == 7 && request.zone == "Asia/Omsk" && request.mayEnd == 45 && request.isOlder)
        let usual = try parse().request
        #expect(usual.zone == nil && usual.mayEnd == 10 && !usual.isOlder)
    }

    @Test(arguments: [
        ["--school", "a"], ["--school", "=0195F000-0000-7000-8000-000000000001"], ["--school", "a=b"],
        ["--grade", "KG"], ["--grade", "KG=13"], ["--grade", "=1"], ["--grade", "KG=1", "--grade", "KG=2"],
        ["--day", "1.9.2026"], ["--day", "1826-09-01"], ["--zone", "Moscow"], ["--limit", "0"],
        ["--may-end", "101"], ["--may-end", "-1"],
        ["--source", String(repeating: "x", count: 65)], ["--source", ""],
    ])
    func anythingElseIsAWrongCommandLine(arguments: [String]) {
        #expect(throws: (any Error).self) {
            _ = try Zvonok.parseAsRoot(["import", "oneroster", "a.zip"] + arguments)
        }
    }
}

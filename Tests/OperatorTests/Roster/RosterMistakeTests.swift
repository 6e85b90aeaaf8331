import Testing

@testable import Operator

@Suite struct RosterMistakeTests {
    private let place = RosterPlace(file: "users.csv", line: 7, column: "role")

    @Test func aMistakeSaysPlaceFoundAndExpected() {
        let mistake = RosterMistake(place: place, found: .value("techer"), expected: "one of student, teacher")
        #expect("\(mistake)" == "users.csv, line 7, role: found \"techer\", expected one of student, teacher")
        #expect("\(RosterPlace(file: "users.csv"))" == "users.csv")
    }

    @Test func aValueStaysOnItsLineAndShort() {
        #expect("\(RosterFound.value("a\u{1B}[2J\nb\u{202E}c"))" == "\"a\u{FFFD}[2J\u{FFFD}b\u{FFFD}c\"")
        #expect("\(RosterFound.value(String(repeating: "x", count: 500)))".count == 83)
        #expect("\(RosterFound.characters(1)), \(RosterFound.characters(12))" == "1 character, 12 characters")
    }

    /// Names of files, sheets, parts and headers are somebody else's, and so are the words about them.
    @Test(arguments: HostileText.all)
    func whoeverNamedAPlaceItStaysOnItsLine(text: String) {
        let place = RosterPlace(file: "a.xlsx, \(text)", line: 1, column: text)
        let mistake = RosterMistake(place: place, found: .words("the sheets \(text)"), expected: text)
        #expect(HostileText.isHeld("\(mistake)"), "\(mistake)")
        let problem = RosterProblem(place: place, code: text, message: text)
        #expect(HostileText.isHeld("\(problem)"))
        var findings = RosterFindings(limit: 1)
        findings.warn(place, .value(text), expected: text)
        #expect(findings.warnings.allSatisfy { HostileText.isHeld("\($0)") })
    }

    @Test func namesAreNoLongerThanAScreen() {
        let long = String(repeating: "x", count: 300_000)
        let place = RosterPlace(file: long, line: 1, column: long)
        let mistake = RosterMistake(place: place, found: .words(long), expected: "a shorter one")
        #expect("\(mistake)".count < 3_000 && "\(mistake)".hasSuffix(", expected a shorter one"))
    }

    @Test func mistakesBeyondTheLimitAreCounted() {
        var findings = RosterFindings(limit: 2)
        for line in 1...5 { findings.refuse(RosterPlace(file: "a", line: line), .nothing, expected: "a value") }
        #expect(findings.mistakes.count == 2 && findings.mistakeCount == 5 && !findings.isClean)
    }

    @Test func aHabitIsOneWarningWithItsFirstPlace() {
        var findings = RosterFindings(limit: 2)
        for line in 2...9 {
            findings.warn(
                RosterPlace(file: "a.csv", line: line, column: "status"), .value("active"), expected: "nothing")
        }
        findings.warn(RosterPlace(file: "a.csv", line: 2, column: "title"), .nothing, expected: "nothing")
        #expect(findings.isClean && findings.warnings.map(\.places) == [8, 1])
        #expect(
            findings.warnings.first?.description
                == "a.csv, line 2, status: found \"active\", expected nothing; the same in 7 other places")
    }
}

@Suite struct StagedPlaceTests {
    @Test func thePlaceOfAProblemIsReadOutOfItsField() throws {
        let place = try #require(StagedPlace("chunk[3].commands[17].name.family"))
        #expect(place.chunk == 3 && place.command == 17 && place.field == "name.family")
        #expect(StagedPlace("chunk[1].commands[0]")?.field == nil)
    }

    @Test(arguments: ["", "school_id", "chunk[1]", "chunk[x].commands[1]", "chunk[1].commands[2]x"])
    func anythingElseIsNone(text: String) {
        #expect(StagedPlace(text) == nil)
    }
}

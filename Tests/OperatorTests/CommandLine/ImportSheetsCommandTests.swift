import ArgumentParser
import Foundation
import School
import Testing

@testable import Operator

@Suite struct ImportSheetsCommandTests {
    private static let school = "0195f000-0000-7000-8000-000000000001"

    private func parse(_ arguments: [String]) throws -> SheetsRequest {
        let command = try Zvonok.parseAsRoot(["import", "sheets"] + arguments)
        return try #require(command as? ImportSheetsCommand).request
    }

    @Test func listsAreReadStaffFirst() throws {
        let request = try parse([
            "--school", Self.school, "--pupils", "p.csv", "--load", "a.xlsx#Нагрузка", "--staff", "s.csv",
        ])
        #expect(request.school == UUID(uuidString: Self.school))
        #expect(request.files.map(\.kind) == [.staff, .load, .pupils])
        #expect(request.files.map(\.path) == ["s.csv", "a.xlsx#Нагрузка", "p.csv"])
        #expect(!request.onlyTry && request.limit == 100 && request.rows == 3 && request.schoolName == nil)
    }

    @Test func whatTheListsDoNotSayIsSaidInOptions() throws {
        let request = try parse([
            "--school", Self.school, "--staff", "s.csv", "--day", "2026-09-01", "--name", "Школа № 1", "--dry-run",
            "--rows",
            "7", "--personal", "--limit", "9", "--zone", "Asia/Omsk",
        ])
        #expect(request.day == Day("2026-09-01") && request.schoolName == "Школа № 1" && request.onlyTry)
        #expect(request.rows == 7 && request.showsPersonal && request.limit == 9 && request.zone == "Asia/Omsk")
    }

    @Test(
        arguments: [
            [], ["--school", school], ["--staff", "s.csv"], ["--school", "1", "--staff", "s.csv"],
            ["--school", school, "--staff", "s.csv", "--personal"],
            ["--school", school, "--staff", "s.csv", "--limit", "0"],
            ["--school", school, "--staff", "s.csv", "--rows", "-1"],
            ["--school", school, "--staff", "s.csv", "--day", "01.09.2026"],
            ["--school", school, "--staff", "s.csv", "--zone", "Moscow"],
        ] as [[String]])
    func anythingElseIsAWrongCommandLine(arguments: [String]) {
        #expect(throws: (any Error).self) { _ = try parse(arguments) }
    }
}

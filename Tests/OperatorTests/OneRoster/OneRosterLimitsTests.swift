import Testing

@testable import Operator

@Suite struct OneRosterLimitsTests {
    private func mistakes(_ made: SampleBundle, _ limits: OneRosterLimits) -> [String] {
        made.read(limits: limits).findings.mistakes.map(\.description)
    }

    @Test func rowsOfAllFilesTogetherHaveALimit() {
        let made = SampleBundle.family()
        let rows = made.read().rows
        #expect(mistakes(made, OneRosterLimits(rows: rows)) == [])
        let refused = mistakes(made, OneRosterLimits(rows: rows - 1))
        #expect(
            refused == [
                "enrollments.csv, line 4: found more than \(rows - 1) rows in all files, expected fewer in a bundle"
            ])
        #expect(!made.read(limits: OneRosterLimits(rows: 1)).isWhole, "what is left out is not taken for all there is")
    }

    /// Their edges are met in ArchiveEdgeTests, with smaller numbers.
    @Test func archivesAreHeldToTheseLimits() {
        let bundle = "fileSize: \(512 << 20), entries: 64, directorySize: \(64 << 10), entrySize: \(1 << 30), "
        let book = "fileSize: \(32 << 20), entries: 2000, directorySize: 2048000, entrySize: \(128 << 20), "
        let ratio = "ratio: 200, ratioFloor: \(1 << 20)"
        #expect(
            "\(OneRosterWork.limits)"
                == "ArchiveLimits(\(bundle)totalSize: \(1 << 30), \(ratio), allowsFolders: false)")
        #expect(
            "\(WorkbookFile.limits)"
                == "ArchiveLimits(\(book)totalSize: \(256 << 20), \(ratio), allowsFolders: true)")
    }

    @Test func referencesToRowsOfTheSameFileHaveALimit() {
        var made = SampleBundle.family()
        made.change(.users, "pupil", ["agentSourcedIds": "parent,teacher"])
        #expect(mistakes(made, OneRosterLimits(references: 2)) == [])
        #expect(
            mistakes(made, OneRosterLimits(references: 1)) == [
                "users.csv, line 2, agentSourcedIds: found more than 1 references to rows of this file, "
                    + "expected fewer in a file"
            ])
    }

    @Test func propertiesOfTheManifestHaveALimit() {
        let made = SampleBundle.family()
        let refused = mistakes(made, OneRosterLimits(properties: 3))
        #expect(refused.first == "manifest.csv, line 5: found more than 3 properties, expected fewer in a manifest")
    }

    @Test func aHeaderOfTooManyColumnsIsToldOnceAndTheFileLeft() {
        let made = SampleBundle.family()
        let refused = mistakes(made, OneRosterLimits(csv: CSVLimits(fields: 8)))
        #expect(refused.filter { $0.hasPrefix("users.csv") }.count == 1, "\(refused)")
        #expect(refused.contains { $0.hasPrefix("users.csv, line 1, field 9: found more than") })
    }
}

/// What a header says is somebody else's too.
@Suite struct OneRosterHeaderTests {
    private func mistakes(_ header: String, of file: OneRosterFile = .orgs) -> [String] {
        var findings = RosterFindings(limit: 100)
        let fields = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        _ = OneRosterHeader(
            CSVRow(line: 1, fields: fields, faults: []), of: file, OneRosterColumnIndex(file, .v1p1), isStrict: true,
            &findings)
        return findings.mistakes.map(\.description)
    }

    private static let orgs = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"

    @Test func aColumnNobodyKnowsIsNamed() {
        #expect(mistakes(Self.orgs + ",shoeSize").first?.hasPrefix("orgs.csv, line 1, shoeSize: ") == true)
        #expect(mistakes(Self.orgs + ",").first?.hasPrefix("orgs.csv, line 1, field 8: ") == true)
    }

    @Test func whereNoHeaderIsTheFirstRowIsNotRepeated() {
        let told = mistakes("u1,,,true,school,student,anna,,Анна,Рябинина,,,anna@example.invalid", of: .users)
        #expect(!told.contains { $0.contains("Рябинина") || $0.contains("example.invalid") || $0.contains("anna") })
        #expect(told.first?.hasPrefix("users.csv, line 1, field 1: ") == true, "\(told)")
    }
}

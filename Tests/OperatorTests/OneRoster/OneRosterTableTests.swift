import Testing

@testable import Operator

@Suite struct OneRosterTableTests {
    @Test(arguments: [(OneRosterVersion.v1p1, 13), (.v1p2, 21)])
    func eachReleaseHasItsFilesAndEveryFileBeginsAlike(version: OneRosterVersion, count: Int) {
        let files = OneRosterFile.allCases.filter { $0.isPart(of: version) }
        #expect(files.count == count)
        for file in files {
            let names = OneRosterTable.columns(of: file, in: version).map(\.name)
            #expect(names.prefix(3) == ["sourcedId", "status", "dateLastModified"])
            #expect(Set(names).count == names.count, "\(file)")
        }
    }

    /// The numbers of columns, by which a lost or doubled one is noticed.
    @Test func everyFileHasAsManyColumnsAsTheStandard() {
        let newer = OneRosterFile.allCases.map { OneRosterTable.columns(of: $0, in: .v1p2).count }
        #expect(newer == [7, 9, 9, 10, 14, 23, 11, 10, 16, 10, 6, 6, 7, 5, 9, 13, 15, 6, 6, 8, 6])
        let older: [OneRosterFile] = [.users, .categories, .lineItems, .results]
        #expect(older.map { OneRosterTable.columns(of: $0, in: .v1p1).count } == [18, 4, 12, 9])
    }

    @Test func noFileRefersToOneThatIsReadLater() {
        let order = OneRosterFile.allCases
        for version in OneRosterVersion.allCases {
            for file in order where file.isPart(of: version) {
                for column in OneRosterTable.columns(of: file, in: version) {
                    let target: OneRosterFile? =
                        switch column.format {
                        case .reference(let target), .references(let target): target
                        default: nil
                        }
                    guard let target, let here = order.firstIndex(of: file), let there = order.firstIndex(of: target)
                    else { continue }
                    #expect(there <= here, "\(file).\(column.name)")
                }
            }
        }
    }

    @Test(arguments: ["familyName", "email", "phone", "password", "sourcedId", "agentSourcedIds", "username"])
    func whatTellsOfAPersonIsNeverRepeated(name: String) throws {
        let columns = OneRosterTable.columns(of: .users, in: .v1p1)
        let column = try #require(columns.first { $0.name == name })
        for text in ["Anna", "active", "true", "student", "2026-09-01", "5"] {
            #expect(!column.mayShow(text, in: .users))
        }
    }

    /// In a file whose rows are in another order than its header anything of a person may stand anywhere.
    @Test(arguments: [OneRosterFile.users, .userProfiles, .demographics, .roles, .enrollments])
    func whatTellsOfAPersonIsRepeatedUnderNoHeader(file: OneRosterFile) {
        for version in OneRosterVersion.allCases {
            for column in OneRosterTable.columns(of: file, in: version) {
                for text in ["Рябинина", "Anna Maria", "anna@example.invalid", "+7 900 000-00-01"] {
                    #expect(!column.mayShow(text, in: file), "\(column.name): \(text)")
                }
            }
        }
    }

    @Test(
        arguments: [
            ("enabledUser", "YES", "enabled"), ("role", "Teacher", "teecher"), ("role", "ext:cook", "cook:ext"),
            ("status", "inactive", "gone"), ("dateLastModified", "2026-09-01T08:00:00", "yesterday"),
            ("orgSourcedIds", "", "elsewhere"),
        ])
    func amongPeopleAValueIsRepeatedWhereItLooksLikeWhatTheColumnTakes(
        name: String, shown: String, other: String
    ) throws {
        let columns = OneRosterTable.columns(of: .users, in: .v1p1)
        let column = try #require(columns.first { $0.name == name })
        if !shown.isEmpty { #expect(column.mayShow(shown, in: .users)) }
        #expect(!column.mayShow(other, in: .users))
    }

    @Test func elsewhereItIsRepeatedWhateverItIs() throws {
        let columns = OneRosterTable.columns(of: .classes, in: .v1p1)
        let column = try #require(columns.first { $0.name == "classType" })
        #expect(column.mayShow("club", in: .classes))
    }
}

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
        #expect(try #require(columns.first { $0.name == name }).isPersonal(in: .users))
    }

    @Test func everythingInDemographicsTellsOfAPerson() {
        let columns = OneRosterTable.columns(of: .demographics, in: .v1p2)
        #expect(columns.filter { !$0.isPersonal(in: .demographics) }.map(\.name) == ["status", "dateLastModified"])
    }
}

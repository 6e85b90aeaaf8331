import Foundation
import School
import Testing

@testable import Operator

@Suite struct RosterChunksTests {
    private func roster(_ count: Int) -> Roster {
        let name = RosterName(family: String(repeating: "Ж", count: 100), given: "Given", patronymic: nil)
        return Roster(
            source: "test", effectiveDay: Day(rawValue: 20_000), whole: [.guardian],
            entries: (0..<count).map { number in
                RosterEntry(
                    school: .none, record: .putGuardian(id: "g\(number)", name: name, email: nil, phone: nil),
                    place: RosterPlace(file: "users.csv", line: number + 2))
            })
    }

    private func chunks(_ chunks: RosterChunks) async throws -> [(content: Data, first: Int)] {
        var all: [(content: Data, first: Int)] = []
        try await chunks.forEach { all.append(($0, $1)) }
        return all
    }

    @Test func aRosterIsPartedIntoChunksOfAMebibyteAtMost() async throws {
        let all = try await chunks(RosterChunks(roster: roster(10_000), school: .none))
        #expect(all.count == 3 && all.allSatisfy { $0.content.count <= 1 << 20 })
        #expect(all.map(\.first) == all.map(\.first).sorted() && all.first?.first == 0)
    }

    @Test func aRosterWithoutRecordsStillHasItsHeadAndItsEnd() async throws {
        let empty = RosterChunks(roster: roster(0), school: .none)
        let all = try await chunks(empty)
        #expect(empty.count == 2 && all.count == 1)
    }

    @Test func aCommandLeadsBackToItsRecord() {
        let chunks = RosterChunks(roster: roster(5), school: .none)
        #expect((0..<chunks.count).map { chunks.entry($0)?.place.line } == [nil, 2, 3, 4, 5, 6, nil])
    }
}

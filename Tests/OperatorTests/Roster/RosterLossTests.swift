import EventFeed
import School
import ServiceKit
import Testing

@testable import Operator

@Suite struct RosterLossTests {
    private func losses(_ kind: String, _ ended: UInt64, of before: UInt64?, share: Int = 10) -> [RosterLoss] {
        RosterLoss.beyond(share, [ChangeCount(kind: kind, [.ended: ended, .unchanged: 1], before: before)])
    }

    @Test(arguments: ["pupil", "staff", "enrolment", "guardianship", "guardian"])
    func moreThanATenthAndMoreThanTwentyOfAKindIsTooMuch(kind: String) {
        #expect(losses(kind, 21, of: 209).map(\.description) == ["\(kind): 21 of 209 would end (11 %)"])
        #expect(losses(kind, 21, of: 210) == [] && losses(kind, 20, of: 20) == [] && losses(kind, 0, of: nil) == [])
    }

    @Test(arguments: ["school", "course", "class", "group"])
    func whatHasNoEndOfItsOwnIsNot(kind: String) { #expect(losses(kind, 400, of: 400) == []) }

    @Test func theShareThatIsNamedIsTheOneThatIsEnough() {
        for (ended, before) in [(UInt64(21), UInt64(22)), (100, 301), (UInt64.max / 200, UInt64.max / 200), (40, 0)] {
            let found = losses("pupil", ended, of: before)
            let share = found.map(\.share).max() ?? 0
            #expect(share > 10 && losses("pupil", ended, of: before, share: share) == [], "\(ended) of \(before)")
            #expect(losses("pupil", ended, of: before, share: share - 1) == found)
        }
        #expect(losses("pupil", 30, of: 30).allowance == "--may-end 100")
    }

    @Test func oneThatWouldEndTooMuchIsWrongData() {
        let error = RosterEndsTooMuch(source: "test", losses: losses("pupil", 30, of: 40))
        #expect(ServiceExit(operatorError: error) == .dataError)
        #expect("\(error)".contains("--may-end 75") && "\(error)".contains("pupil: 30 of 40 would end (75 %)"))
    }

    @Test func onlyARosterThatNamesAllOrRemovesCanEndAnything() {
        func roster(_ whole: Set<RosterKind>, _ record: RosterRecord? = nil) -> Roster {
            let place = RosterPlace(file: "users.csv")
            return Roster(
                source: "test", effectiveDay: Day(rawValue: 20_000), whole: whole,
                entries: record.map { [RosterEntry(school: .none, record: $0, place: place)] } ?? [])
        }
        #expect(!roster([]).canEnd && !roster([.school, .course, .schoolClass, .group]).canEnd)
        #expect(roster([.enrolment]).canEnd && roster([], .remove(kind: .pupil, id: "p")).canEnd)
        #expect(roster([], .onlyGuardianships(of: .pupil("p"), keep: [])).canEnd)
    }
}

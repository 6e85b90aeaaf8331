import School
import Testing

@Suite struct MarkTests {
    @Test("The five-point scale takes 1 to 5 and a debt, and nothing else")
    func fivePoint() {
        for points in 1...5 { #expect(MarkScale.fivePoint.allows(.points(points))) }
        for points in [Int.min, -5, 0, 6, 100, Int.max] { #expect(!MarkScale.fivePoint.allows(.points(points))) }
        #expect(MarkScale.fivePoint.allows(.owed))
        #expect(!MarkScale.fivePoint.allows(.pass))
        #expect(!MarkScale.fivePoint.allows(.fail))
    }

    @Test("A pass-fail course takes pass, fail and a debt, but no number")
    func passFail() {
        for value in [MarkValue.pass, .fail, .owed] { #expect(MarkScale.passFail.allows(value)) }
        for points in 0...6 { #expect(!MarkScale.passFail.allows(.points(points))) }
    }

    @Test(
        "A course without marks takes none, not even a debt",
        arguments: [MarkValue.points(5), .points(1), .pass, .fail, .owed])
    func noMarks(value: MarkValue) {
        #expect(!MarkScale.none.allows(value))
    }
}

@Suite struct AttendanceTests {
    @Test("The late, the exempt and the present were there; every other code is an absence")
    func absences() {
        let absences = AttendanceCode.allCases.filter(\.isAbsence)
        #expect(absences == [.absent, .unexcused, .excused, .ill])
    }

    @Test("Being late needs 1 to 45 minutes")
    func lateMinutes() {
        #expect(AttendanceCode.late.allows(minutesLate: 1))
        #expect(AttendanceCode.late.allows(minutesLate: 45))
        for minutes in [nil, -1, 0, 46, Int.max] { #expect(!AttendanceCode.late.allows(minutesLate: minutes)) }
    }

    @Test("No other code may have minutes", arguments: AttendanceCode.allCases.filter { $0 != .late })
    func otherMinutes(code: AttendanceCode) {
        #expect(code.allows(minutesLate: nil))
        for minutes in [0, 1, 45] { #expect(!code.allows(minutesLate: minutes)) }
    }
}

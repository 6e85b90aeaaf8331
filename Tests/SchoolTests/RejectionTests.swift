import School
import Testing

@Suite struct RejectionTests {
    @Test("A rejection says its code, field and sentence, and has no conflict or retry unless told")
    func plain() {
        let rejection = Rejection(.outsideScale, field: "value", "6 is not a mark of the five-point scale")
        #expect(rejection.code.rawValue == "outside-scale")
        #expect(rejection.field == "value")
        #expect(rejection.conflict == nil)
        #expect(rejection.retryAfterMilliseconds == nil)
    }

    @Test("A lost race shows both sides")
    func conflict() {
        let conflict = Rejection.Conflict(currentVersion: 3, currentValue: "4", proposedValue: "5")
        let rejection = Rejection(.conflict, "the mark was changed meanwhile", conflict: conflict)
        #expect(rejection.conflict?.currentVersion == 3)
        #expect(rejection != Rejection(.conflict, "the mark was changed meanwhile"))
    }
}

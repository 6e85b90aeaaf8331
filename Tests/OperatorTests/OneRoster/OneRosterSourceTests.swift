import Testing

@testable import Operator

@Suite struct OneRosterSourceTests {
    private func source(
        _ orgs: [(id: String, type: String, parent: String)], mode: OneRosterMode = .bulk, system: String? = "maker"
    ) -> (name: String, mistakes: [String]) {
        var made = SampleBundle.family()
        made.isStrict = false
        made.system = system
        made.tables = [:]
        for org in orgs {
            made.add(
                .orgs, ["sourcedId": org.id, "name": org.id, "type": org.type, "parentSourcedId": org.parent])
        }
        made.mode = mode
        if mode == .delta { made.makeDelta() }
        guard let bundle = made.read().bundle else { return ("no bundle", []) }
        var findings = RosterFindings(limit: 10)
        let name = OneRosterSource(bundle).name(&findings) { "digest of \($0.count), \($0.last ?? " ")" }
        return (name, findings.mistakes.map(\.description))
    }

    @Test func theSourceIsTheMakerAndTheDistrictAboveAllSchools() {
        let found = source([("d", "district", ""), ("a", "school", "d"), ("b", "school", "d"), ("x", "department", "")])
        #expect(found.name == "oneroster:maker:d")
        #expect(source([("s", "state", ""), ("d", "district", "s"), ("a", "school", "d")]).name == "oneroster:maker:s")
    }

    @Test func twoSchoolsOfOneProductAreTwoSources() {
        #expect(source([("a", "school", "")]).name == "oneroster:maker:a")
        #expect(source([("b", "school", "")]).name == "oneroster:maker:b")
    }

    @Test func severalRootsNeedAName() {
        let found = source([("a", "school", ""), ("b", "school", ""), ("d", "district", "")])
        #expect(found.name.isEmpty && found.mistakes.count == 1)
        #expect(found.mistakes.first?.hasPrefix("orgs.csv: found 2 organisations that have none above them") == true)
        #expect(found.mistakes.first?.contains("--source NAME") == true)
        #expect(source([("a", "school", "b"), ("b", "school", "a")]).name.isEmpty)
    }

    @Test func aDeltaNeedsTheRootOrAName() {
        #expect(source([("a", "school", "d"), ("d", "district", "")], mode: .delta).name == "oneroster:maker:d")
        let found = source([("a", "school", "d")], mode: .delta)
        #expect(found.mistakes.first?.contains("as the bulk of these schools was imported under") == true)
        #expect(source([], mode: .delta).mistakes.first?.contains("--source NAME") == true)
    }

    @Test func withoutAMakerThereIsNoName() {
        #expect(source([("a", "school", "")], system: nil).mistakes.first?.hasPrefix("manifest.csv") == true)
    }

    @Test func aNameThatIsTooLongIsDigestedSoThatTwoStayTwo() {
        let long = String(repeating: "x", count: 60)
        let names = ["1", "2"].map { source([(long + $0, "school", "")]).name }
        #expect(names == ["oneroster:digest of 77, 1", "oneroster:digest of 77, 2"])
    }
}

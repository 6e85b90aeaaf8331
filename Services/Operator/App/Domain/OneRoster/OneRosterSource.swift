/// By what name a bundle's ids are known where the operator gives none: its maker's, which is a product's that many use,
/// and the organisation at the root, so that two of one product are two sources.
struct OneRosterSource {
    private let system: String?
    private let orgs: [String: OneRosterOrg]
    private let isBulk: Bool

    init(_ bundle: OneRosterBundle) {
        system = bundle.manifest.system
        orgs = Dictionary(bundle.orgs.filter { !$0.isRemoved }.map { ($0.id, $0) }) { first, _ in first }
        isBulk = bundle.manifest.mode(of: .orgs) == .bulk
    }

    /// - Parameter digest: makes a short name of a long one.
    /// - Returns: an empty name where there is none, which is noted.
    func name(_ findings: inout RosterFindings, digest: (String) -> String) -> String {
        guard let system else {
            findings.refuse(
                RosterPlace(file: OneRosterFile.manifest), .nothing,
                expected: "source.systemCode or source.systemName, or --source NAME")
            return ""
        }
        guard let root else {
            findings.refuse(
                RosterPlace(file: OneRosterFile.orgs.name), .words(found), expected: expected)
            return ""
        }
        let name = "oneroster:\(system):\(root)"
        // Cut off, two would be one.
        return name.utf8.count <= Roster.longestSource ? name : "oneroster:" + digest(name)
    }

    private var found: String {
        switch roots.count {
        case 0: "no organisation that has none above it"
        case 1: "schools whose district is not described"
        default: "\(roots.count) organisations that have none above them"
        }
    }

    private var expected: String {
        isBulk
            ? "one above all schools, by parentSourcedId, or --source NAME, the same for each delivery of these schools"
            : "the one above all schools, or --source NAME, as the bulk of these schools was imported under"
    }

    /// The one above all schools, or above everything where there is no school.
    private var root: String? {
        guard roots.count == 1, let only = roots.first, orgs[only] != nil else { return nil }
        return only
    }

    private var roots: Set<String> {
        let schools = orgs.values.filter(\.isSchool)
        return Set((schools.isEmpty ? Array(orgs.values) : schools).map(top))
    }

    /// Also one that a delta names and does not describe.
    private func top(_ org: OneRosterOrg) -> String {
        var (id, seen): (String, Set<String>) = (org.id, [])
        while let parent = orgs[id]?.parent, seen.insert(id).inserted { id = parent }
        return id
    }
}

/// In which order services are backed up.
enum BackupOrder {
    /// A service with the feed it owns and those it reads.
    struct Member: Equatable, Sendable {
        let name: String
        let owns: String?
        let reads: Set<String>
    }

    /// Readers before those they read: no reader then stands in its backup beyond the end of what it reads. Where
    /// services read each other, the one with the fewest readers left comes first; the plan of a restore says what
    /// follows.
    static func readersFirst(_ members: [Member]) -> [Member] {
        var rest = members
        var ordered: [Member] = []
        while !rest.isEmpty {
            let counts = rest.map { member in readers(of: member, among: rest) }
            let next = counts.indices.min { (counts[$0], $0) < (counts[$1], $1) } ?? 0
            ordered.append(rest.remove(at: next))
        }
        return ordered
    }

    private static func readers(of member: Member, among rest: [Member]) -> Int {
        guard let feed = member.owns else { return 0 }
        return rest.count { $0.name != member.name && $0.reads.contains(feed) }
    }
}

import Testing

@testable import Operator

@Suite struct BackupOrderTests {
    private typealias Member = BackupOrder.Member

    @Test("Readers come before those they read, whatever the order of the configuration")
    func readersFirst() {
        let five = [
            Member(name: "journal", owns: "journal.n", reads: []),
            Member(name: "diary", owns: "diary.n", reads: ["journal.n"]),
            Member(name: "monitor", owns: "alerts.n", reads: ["journal.n"]),
            Member(name: "notifier", owns: "deliveries.n", reads: ["journal.n", "diary.n", "alerts.n"]),
            Member(name: "collector", owns: nil, reads: ["journal.n", "diary.n", "alerts.n"]),
        ]
        for rotation in five.indices {
            let given = Array(five[rotation...] + five[..<rotation])
            let order = BackupOrder.readersFirst(given)
            #expect(Set(order.map(\.name)) == Set(five.map(\.name)))
            for (place, member) in order.enumerated() {
                let later = Set(order[(place + 1)...].flatMap(\.reads))
                #expect(member.owns.map { !later.contains($0) } ?? true, "\(order.map(\.name))")
            }
        }
    }

    @Test("Two that read each other come in the order given, and the others around them as ever")
    func cycle() {
        let order = BackupOrder.readersFirst([
            Member(name: "journal", owns: "j", reads: ["d"]), Member(name: "diary", owns: "d", reads: ["j"]),
            Member(name: "collector", owns: nil, reads: ["j", "d"]),
        ])
        #expect(order.map(\.name) == ["collector", "journal", "diary"])
    }

    @Test("Nobody in, nobody out") func empty() { #expect(BackupOrder.readersFirst([]).isEmpty) }
}

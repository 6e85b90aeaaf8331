import Foundation
import Synchronization
import Testing

@testable import ServiceKit

@Suite("Fault points")
struct FaultPointTests {
    private static let names = ["after-commit", "before-switch"]

    @Test("Without the flag every point is inert, in a sample too")
    func inert() throws {
        let points = try FaultPoints(dieAt: nil, declared: Self.names, isSample: true)
        for name in Self.names { points.point(name).hit() }
    }

    @Test(
        "The named point dies at the passage that was named, and only there",
        arguments: [
            ("after-commit", 1), ("after-commit:1", 1), ("after-commit:3", 3),
        ])
    func passages(flag: String, passage: Int) throws {
        let deaths = Mutex(0)
        let points = try FaultPoints(dieAt: flag, declared: Self.names, isSample: true) { deaths.withLock { $0 += 1 } }
        let (named, other) = (points.point("after-commit"), points.point("before-switch"))
        for count in 1...4 {
            other.hit()
            named.hit()
            #expect(deaths.withLock { $0 } == (count >= passage ? 1 : 0))
        }
    }

    @Test("Dying is a kill that nothing can catch")
    func kills() async {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            try FaultPoints(dieAt: "after-commit", declared: ["after-commit"], isSample: true)
                .point("after-commit").hit()
        }
    }

    @Test("A real store refuses the flag")
    func realStore() {
        let error = #expect(throws: FaultPointError.self) {
            try FaultPoints(dieAt: "after-commit", declared: Self.names, isSample: false)
        }
        #expect(error?.description == "--die-at is refused: the store is a real one, not a sample")
    }

    @Test(
        "A wrong flag is refused with what it may be",
        arguments: [
            ("elsewhere", "--die-at elsewhere: there is no such point; there are after-commit, before-switch"),
            ("after-commit:0", "--die-at after-commit:0: expected NAME or NAME:N with N from 1"),
            ("after-commit:x", "--die-at after-commit:x: expected NAME or NAME:N with N from 1"),
            ("after-commit:1:2", "--die-at after-commit:1:2: expected NAME or NAME:N with N from 1"),
            ("", "--die-at : there is no such point; there are after-commit, before-switch"),
        ])
    func wrong(flag: String, message: String) {
        let error = #expect(throws: FaultPointError.self) {
            try FaultPoints(dieAt: flag, declared: Self.names, isSample: true)
        }
        #expect(error?.description == message)
    }
}

import Dispatch
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("Whose keys may ask what")
struct AllowListTests {
    /// How long the first reader waits for the second to overtake it, which it must not.
    private static let patience: DispatchTimeInterval = .milliseconds(300)

    @Test("Of two lists that are read at the same time the one that was read later holds")
    func newerHolds() throws {
        let list = try AllowList([], policy: ZAPPolicy())
        let keys = (old: try CurveKeyPair.make().publicKey, new: try CurveKeyPair.make().publicKey)
        let (isReading, isOvertaken) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let both = DispatchGroup()
        DispatchQueue.global().async(group: both) {
            try? list.replace {
                isReading.signal()
                _ = isOvertaken.wait(timeout: .now() + Self.patience)
                return [SenderRights(name: "old", keys: [keys.old])]
            }
        }
        isReading.wait()
        DispatchQueue.global().async(group: both) {
            try? list.replace { [SenderRights(name: "new", keys: [keys.new])] }
            isOvertaken.signal()
        }
        both.wait()
        #expect(list.rights(of: keys.new.z85)?.name == "new")
        #expect(list.rights(of: keys.old.z85) == nil)
    }
}

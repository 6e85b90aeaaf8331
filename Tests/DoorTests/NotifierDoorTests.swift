import DoorKit
import ServiceKit
import Testing
import Web

@testable import Notifier

@Suite("The notifier's routes")
struct NotifierDoorTests {
    @Test("are none: it has no key for a port to serve pages at")
    func none() throws {
        let names = Set(NotifierKeys.all.map(\.name))
        #expect(names.isDisjoint(with: [WebKeys.host.name, WebKeys.port.name, "web.base-path"]))
        #expect(try Listing.difference(RouteTable(), base: BasePath(verified: ""), of: "notifier") == nil)
    }
}

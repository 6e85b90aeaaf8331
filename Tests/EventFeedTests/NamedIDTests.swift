import EventFeed
import Foundation
import Testing

@Suite("An id made from a name")
struct NamedIDTests {
    /// RFC 9562, 6.6 and appendix A.4.
    private let dns = UUID(uuidString: "6ba7b810-9dad-11d1-80b4-00c04fd430c8")

    @Test("It is the one that RFC 9562 gives as its example")
    func example() throws {
        let id = UUID.version5(namespace: try #require(dns), name: "www.example.com")
        #expect(id == UUID(uuidString: "2ed6657d-e927-568b-95e1-2665a8aea6a2"))
    }

    @Test("Another name, or the same in another namespace, gives another id; none is like a random one")
    func different() throws {
        let dns = try #require(dns)
        let ids = [
            UUID.version5(namespace: dns, name: "a"), .version5(namespace: dns, name: "b"),
            .version5(namespace: .init(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)), name: "a"),
        ]
        #expect(Set(ids).count == 3)
        #expect(ids.allSatisfy { $0.uuid.6 >> 4 == 5 && $0.uuid.8 >> 6 == 2 })
    }
}

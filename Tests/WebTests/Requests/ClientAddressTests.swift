import Testing

@testable import Web

@Suite("Whose request it is")
struct ClientAddressTests {
    private static let proxies = TrustedProxies(
        ["127.0.0.0/8", "10.1.0.0/16", "2001:db8::/32"].compactMap(NetworkPrefix.init))

    @Test(
        "is the peer's, or whom our proxies name",
        arguments: [
            ("198.51.100.7", "203.0.113.9", "198.51.100.7"), ("127.0.0.1", nil, "127.0.0.1"),
            ("127.0.0.1", "203.0.113.9", "203.0.113.9"), ("127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
            ("127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"), ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
            ("127.0.0.1", "203.0.113.9, nonsense", "127.0.0.1"), ("2001:db8::1", "2001:db9::5", "2001:db9::5"),
            ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"), ("10.2.0.1", "203.0.113.9", "10.2.0.1"),
        ] as [(String, String?, String)])
    func client(peer: String, header: String?, client: String) {
        let found = Self.proxies.client(peer: ClientAddress(peer), forwardedFor: header)
        #expect(found == ClientAddress(client))
    }

    @Test("is sought behind so many proxies, and no more")
    func hops() {
        let chain = Array(repeating: "10.1.0.1", count: TrustedProxies.maximumHops - 1).joined(separator: ",")
        let peer = ClientAddress("127.0.0.1")
        let found = Self.proxies.client(peer: peer, forwardedFor: "203.0.113.9," + chain)
        #expect(found == ClientAddress("203.0.113.9"))
        let beyond = Self.proxies.client(peer: peer, forwardedFor: "203.0.113.9,10.1.0.1," + chain)
        #expect(beyond == ClientAddress("10.1.0.1"))
    }

    @Test(
        "a network is an address with bits",
        arguments: ["10.0.0.0/33", "10.0.0.0/-1", "x/8", "", "10.0.0/8", "::1/129"])
    func noNetwork(text: String) {
        #expect(NetworkPrefix(text) == nil)
    }

    @Test("a network holds what begins with its bits, to the bit")
    func bits() throws {
        let network = try #require(NetworkPrefix("10.64.0.0/10"))
        #expect(network.contains(ClientAddress("10.127.255.255")))
        #expect(!network.contains(ClientAddress("10.128.0.0")) && !network.contains(ClientAddress("10.63.255.255")))
        #expect(!network.contains(ClientAddress("::1")) && !network.contains(ClientAddress("")))
    }
}

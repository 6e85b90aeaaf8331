import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import School
import Testing

@testable import Web

@Suite("A known browser")
struct KnownBrowserTests {
    private static let secret = [UInt8](repeating: 7, count: 32)
    private let browsers = KnownBrowser(secret: secret, path: "/diary", isSecure: true)
    private let home = ClientAddress("203.0.113.9")

    private func place(_ value: String, _ login: String = "anna", by browsers: KnownBrowser? = nil)
        -> GuessLimiter.Place
    {
        let head = HTTPRequest(
            method: .post, scheme: nil, authority: nil, path: "/", headerFields: [.cookie: "zvonok_browser=\(value)"])
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        return (browsers ?? self.browsers).place(of: request, login: login, client: home)
    }

    @Test("is a place of its own for the login it signed in to, however that is spelt")
    func known() {
        let cookie = browsers.cookie(login: "Anna")
        guard case .knownBrowser = place(cookie.value) else {
            Issue.record("it was not known")
            return
        }
        #expect(cookie.description.contains("HttpOnly") && cookie.path == "/diary")
        #expect(browsers.cookie(login: "anna").value != cookie.value)
    }

    @Test("is none for another login, by another service, or made up")
    func unknown() throws {
        let value = browsers.cookie(login: "anna").value
        #expect(place(value, "boris") == .address(home))
        let other = KnownBrowser(secret: [UInt8](repeating: 8, count: 32), path: "/", isSecure: true)
        #expect(place(value, by: other) == .address(home))
        var bytes = try #require(Base64URL.decode(value))
        bytes[0] ^= 1
        for wrong in ["", "AAAA", String(value.dropLast()), Base64URL.encode(bytes)] {
            #expect(place(wrong) == .address(home))
        }
    }
}

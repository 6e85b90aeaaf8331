import Foundation
import HTTPTypes
import ServiceKit
import Testing

@testable import Web

@Suite("A route table")
struct RouteTableTests {
    private func fault(_ routes: (inout RouteTable) -> Void) -> SiteFault? {
        do {
            _ = try TestSite(routes: routes)
            return nil
        } catch {
            return error as? SiteFault
        }
    }

    private func add(_ path: String, _ name: String, reads: Reads = .nobody, to table: inout RouteTable) {
        table.get(path, name: name, access: .everyone("a test"), reads: reads) { _, _ in .page(TestRoutes.page("")) }
    }

    @Test("lists every route with who may come and whose data it shows, the site's own among them")
    func lists() throws {
        let facts = try TestSite(routes: TestRoutes.add).site.table.routes.map(\.facts)
        #expect(facts.count == 15)
        let pupil = facts.first { $0.name == "test.pupil" }
        #expect(pupil?.access == .staff && pupil?.reads == .others(.pupil))
        #expect(Set(facts.map(\.name)).isSuperset(of: ["web.stylesheet", "web.language"]))
        #expect(facts.filter(\.isAPI).map(\.name).sorted() == ["test.api", "test.sheet", "test.topic"])
    }

    @Test("is refused with two routes of one name, or of one method and path whatever their parameters are called")
    func duplicates() {
        let named = fault { table in
            add("/a", "a", to: &table)
            add("/b", "a", to: &table)
        }
        #expect(named == .duplicate("named a"))
        let placed = fault { table in
            add("/a/:x", "a", to: &table)
            add("/a/:y", "b", to: &table)
        }
        #expect(placed == .duplicate("GET a/:"))
    }

    @Test(
        "is refused with a name or path that cannot be",
        arguments: [("a", "x"), ("/a b", "x"), ("/a//b", "x"), ("/a", ""), ("/a", "A b"), ("/я", "x")])
    func unusable(path: String, name: String) {
        guard case .unusable = fault({ add(path, name, to: &$0) }) else {
            Issue.record("\(path) \(name) was taken")
            return
        }
    }

    @Test("takes a name up to its longest")
    func longest() {
        let name = String(repeating: "a", count: 64)
        #expect(fault { add("/a", name, to: &$0) } == nil)
        #expect(fault { add("/a", name + "a", to: &$0) } != nil)
    }

    @Test("is refused where anybody would see somebody's data")
    func everyone() {
        #expect(fault { add("/a", "a", reads: .others(.pupil), to: &$0) } == .undeclaredRead("a"))
        #expect(fault { add("/a", "a", reads: .own, to: &$0) } == .undeclaredRead("a"))
    }

    @Test("is refused where cookies do not fit the origin")
    func cookies() throws {
        var parts = try TestSite().site.parts
        parts.web = WebConfiguration(
            host: "127.0.0.1", port: 0, basePath: BasePath(verified: ""),
            publicOrigin: try PublicOrigin("http://a").orThrow(),
            secureCookies: true, trustedProxies: TrustedProxies([]), journalBase: BasePath(verified: "/journal"))
        #expect(throws: SiteFault.cookieScheme("http://a")) { try WebSite(parts, routes: RouteTable()) }
    }

    @Test("whose data an answer shows is recorded before it leaves")
    func records() async throws {
        let site = try TestSite(routes: TestRoutes.add)
        let cookies = ["zvonok_staff": try site.staffToken()]
        #expect(try await site.ask(.get, "/journal/pupils/\(TestSite.pupil)", cookies: cookies).status == .ok)
        #expect(site.recorder.waitingCount == 1)
        #expect(try await site.ask(.get, "/journal/pupils/x", cookies: cookies).status == .notFound)
        #expect(site.recorder.waitingCount == 1)
    }

    @Test("an answer that does not say whose data it shows, or shows more than its route declares, does not leave")
    func undeclared() async throws {
        let site = try TestSite(routes: TestRoutes.add)
        let cookies = ["zvonok_staff": try site.staffToken()]
        for path in ["/journal/silent", "/journal/stray"] {
            #expect(try await site.ask(.get, path, cookies: cookies).status == .internalServerError)
        }
        #expect(site.recorder.waitingCount == 0)
    }

    @Test("while no more reads can be recorded, personal pages are answered 503 and all others go on")
    func full() async throws {
        let site = try TestSite(routes: TestRoutes.add)
        let subject = ReadRecord.Subject(.pupil, TestSite.pupil)
        let record = ReadRecord(actor: .staff(TestSite.person), subject: subject, route: "test.pupil", at: 1)
        try site.recorder.record(Array(repeating: record, count: ReadRecorder.waitingLimit - 1))
        let cookies = ["zvonok_staff": try site.staffToken()]
        let path = "/journal/pupils/\(TestSite.pupil)"
        #expect(try await site.ask(.get, path, cookies: cookies).status == .ok)
        let refused = try await site.ask(.get, path, cookies: cookies)
        #expect(refused.status == .serviceUnavailable && refused.headers[.retryAfter] == "10")
        #expect(try await site.ask(.get, "/journal/today", cookies: cookies).status == .ok)
    }
}

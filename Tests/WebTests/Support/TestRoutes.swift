import Foundation
import HTTPTypes
import Hummingbird
import School
import ServiceKit

@testable import Web

/// One route of each kind.
enum TestRoutes {
    struct Fault: Error { let secret = "Иванов" }

    static func add(to table: inout RouteTable) {
        table.get("/", name: "test.home", access: .everyone("the first page"), reads: .nobody) { _, _ in
            .page(page("home"))
        }
        table.get("/today", name: "test.today", access: .staff, reads: .own) { _, staff in
            .page(page(staff.person.uuidString))
        }
        table.get("/pupils/:pupil", name: "test.pupil", access: .staff, reads: .others(.pupil)) { request, _ in
            .page(page("week"), shows: [.init(.pupil, try request.id("pupil"))])
        }
        table.get("/silent", name: "test.silent", access: .staff, reads: .others(.pupil)) { _, _ in .page(page("x")) }
        table.get("/stray", name: "test.stray", access: .staff, reads: .own) { _, _ in
            .page(page("x"), shows: [.init(.pupil, TestSite.pupil)])
        }
        table.get("/child", name: "test.child", access: .family, reads: .others(.pupil)) { _, family in
            .page(page(family.person.uuidString), shows: [])
        }
        table.get("/fault", name: "test.fault", access: .everyone("a test"), reads: .nobody) { _, _ in throw Fault() }
        table.post("/echo", name: "test.echo", access: .everyone("a test"), reads: .nobody, bodyLimit: 1_024) {
            request, _ in
            request.form["go"] == nil
                ? .refused(page(request.form["text"] ?? "")) : .seeOther(request.link("/"), notice: "saved")
        }
        table.post("/mine", name: "test.mine", access: .staff, reads: .own) { request, staff in
            .page(page("\(staff.person) \(request.form["text"] ?? "")"))
        }
        addAPI(to: &table)
    }

    private static func addAPI(to table: inout RouteTable) {
        table.get("/api/v1/pupils/:pupil", name: "test.api", access: .bearer, reads: .others(.pupil)) { request, _ in
            try .json(
                ["day": try request.queryDay("day")?.description], tag: EntityTag(version: 7),
                shows: [.init(.pupil, try request.id("pupil"))])
        }
        table.add(.put, "/api/v1/topics/:id", name: "test.topic", access: .staff, reads: .nobody) { request, _ in
            let body = try request.json([String: String].self)
            return try .json(["version": String(try request.versionToMatch(at: 1)), "topic": body["topic"] ?? ""])
        }
        table.get("/api/v1/sheets/:id", name: "test.sheet", access: .everyone("a test"), reads: .nobody) {
            request, _ in try .json(["sheet": try request.query("is") ?? "empty"], versions: [7, 3])
        }
        table.get("/kept", name: "test.kept", access: .everyone("a test"), reads: .nobody) { request, _ in
            .page(page(try request.query("is") ?? "empty")).revalidated()
        }
    }

    static func page(_ text: String) -> Page {
        Page(title: Phrase(ru: "Проба", en: "Test")) { html in html("p", text: text) }
    }
}

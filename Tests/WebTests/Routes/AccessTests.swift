import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import School
import ServiceKit
import Testing

@testable import Web

@Suite("At the door")
struct AccessTests {
    private func site() throws -> TestSite { try TestSite(routes: TestRoutes.add) }

    @Test("staff without a token are sent to the journal, which sends them back")
    func staffTurn() async throws {
        let answer = try await site().ask(.get, "/journal/today?day=1")
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/journal/session/renew?next=/journal/today%3Fday%3D1")
    }

    @Test("staff with a good token come in")
    func staff() async throws {
        let site = try site()
        let answer = try await site.ask(.get, "/journal/today", cookies: ["zvonok_staff": try site.staffToken()])
        #expect(answer.status == .ok && answer.text.contains(TestSite.person.uuidString))
    }

    @Test("staff with a revoked, an expired or a made-up token are sent away")
    func revoked() async throws {
        let site = try site()
        let token = try site.staffToken()
        site.keys.revoke(at: site.clock.now())
        #expect(try await site.ask(.get, "/journal/today", cookies: ["zvonok_staff": token]).status == .seeOther)
        site.clock.advance(by: .microseconds(1))
        let later = try site.staffToken()
        #expect(try await site.ask(.get, "/journal/today", cookies: ["zvonok_staff": later]).status == .ok)
        site.clock.advance(by: StaffToken.lifetime)
        #expect(try await site.ask(.get, "/journal/today", cookies: ["zvonok_staff": later]).status == .seeOther)
        #expect(try await site.ask(.get, "/journal/today", cookies: ["zvonok_staff": "AAAA"]).status == .seeOther)
    }

    @Test("staff whose token is newer than what is known of the journal are asked to wait, not sent in a circle")
    func ahead() async throws {
        let site = try site()
        let key = Curve25519.Signing.PrivateKey()
        func answer(issued: Int64) async throws -> TestAnswer {
            let token = try StaffTokenSigner(key: TestSite.pupil, privateKey: key).sign(
                person: TestSite.person, session: .none, began: issued, now: issued)
            return try await site.ask(.get, "/journal/today", cookies: ["zvonok_staff": token])
        }
        let fresh = StaffTokenVerifier.fresh.components.seconds * 1_000_000
        let waiting = try await answer(issued: site.clock.now() - fresh + 1)
        #expect(waiting.status == .serviceUnavailable && waiting.headers[.retryAfter] == "2")
        #expect(try await answer(issued: site.clock.now() - fresh).status == .seeOther)
        let hasty = try site.keys.signer.sign(
            person: TestSite.person, session: .none, began: 0, now: site.clock.now() + 60_000_000)
        #expect(
            try await site.ask(.get, "/journal/today", cookies: ["zvonok_staff": hasty]).status == .serviceUnavailable)
    }

    @Test("the journal renews a token in the midst of a form, and nothing typed is lost")
    func renewal() async throws {
        let site = try site()
        let journal = try site.renewing()
        let begun = try await site.staffSessions.begin(for: TestSite.person)
        var cookies = Dictionary(begun.map { ($0.name, $0.value) }) { $1 }
        site.clock.advance(by: .seconds(3_600))
        let answer = try await site.send("/journal/mine", "text=typed", cookies: cookies, site: journal)
        #expect(answer.status == .ok && answer.text.contains("typed"))
        let renewed = try #require(answer.cookie("zvonok_staff"))
        #expect(renewed != cookies["zvonok_staff"])
        cookies["zvonok_staff"] = renewed
        site.keys.close()
        #expect(try await site.send("/journal/mine", "text=typed", cookies: cookies, site: journal).status == .ok)
        site.clock.advance(by: StaffToken.lifetime)
        let closed = try await site.send("/journal/mine", "text=typed", cookies: cookies, site: journal)
        #expect(closed.status == .unauthorized)
    }

    @Test("a family without a session is sent to sign in, with one it comes in, until it ends")
    func family() async throws {
        let site = try site()
        let turn = try await site.ask(.get, "/journal/child")
        #expect(turn.headers[.location] == "/journal/sign-in?next=/journal/child")
        let (_, cookie) = try await site.sessions.begin(for: TestSite.person)
        let cookies = [cookie.name: cookie.value]
        #expect(try await site.ask(.get, "/journal/child", cookies: cookies).text.contains(TestSite.person.uuidString))
        site.clock.advance(by: SessionLimits.family.idle)
        #expect(try await site.ask(.get, "/journal/child", cookies: cookies).status == .seeOther)
        #expect(
            try await site.ask(.get, "/journal/child", cookies: ["zvonok_staff": try site.staffToken()]).status
                == .seeOther)
    }

    @Test("a program needs its token, and is told so in its own way")
    func bearer() async throws {
        let site = try site()
        let path = "/journal/api/v1/pupils/\(TestSite.pupil)?day=2026-11-24"
        let refused = try await site.ask(.get, path)
        #expect(refused.status == .unauthorized && refused.headers[.wwwAuthenticate] == "Bearer realm=\"test\"")
        let authorization: HTTPFields = [.authorization: "Bearer \(TestKeys.bearer)"]
        let answer = try await site.ask(.get, path, headers: authorization)
        #expect(answer.text == "{\"day\":\"2026-11-24\"}" && answer.headers[.eTag] == "\"7\"")
        let held = try await site.ask(.get, path, headers: authorization.adding(.ifNoneMatch, "\"7\""))
        #expect(held.status == .notModified && held.text.isEmpty)
        let wrong = try await site.ask(.get, path.replacing("11-24", with: "11-31"), headers: authorization)
        #expect(wrong.status == .badRequest && wrong.text.contains("\"field\":\"day\""))
    }

    @Test("a document is sent again only when it is another, and bears the versions that edits rest on")
    func document() async throws {
        let (site, path) = (try site(), "/journal/api/v1/sheets/1")
        let first = try await site.ask(.get, path)
        let tag = try #require(first.headers[.eTag])
        #expect(tag.hasPrefix("\"7-3-x") && first.text == "{\"sheet\":\"empty\"}")
        let held: HTTPFields = [.ifNoneMatch: "\"7\", W/\(tag)"]
        let again = try await site.ask(.get, path, headers: held)
        #expect(again.status == .notModified && again.text.isEmpty && again.headers[.eTag] == tag)
        #expect(again.headers[.contentType] == nil && again.headers[.cacheControl] == "no-store")
        #expect(try await site.ask(.head, path, headers: held).status == .notModified)
        let other = try await site.ask(.get, path + "?is=full", headers: held)
        #expect(other.status == .ok && other.headers[.eTag] != tag)
        #expect(try await site.ask(.get, path, headers: [.ifNoneMatch: "\"7\""]).status == .ok)
    }

    @Test("a page that is the same for all may be kept by its browser, which asks whether it still holds")
    func keptPage() async throws {
        let (site, path) = (try site(), "/journal/kept")
        let first = try await site.ask(.get, path)
        let tag = try #require(first.headers[.eTag])
        #expect(first.headers[.cacheControl] == "private, no-cache")
        #expect(first.headers[.vary] == "Accept-Language, Cookie")
        let again = try await site.ask(.get, path, headers: [.ifNoneMatch: tag])
        #expect(again.status == .notModified && again.text.isEmpty)
        #expect(try await site.ask(.get, path + "?is=full", headers: [.ifNoneMatch: tag]).status == .ok)
        let english: HTTPFields = [.ifNoneMatch: tag, .acceptLanguage: "en"]
        #expect(try await site.ask(.get, path, headers: english).status == .ok)
        #expect(try await site.ask(.get, "/journal/").headers[.eTag] == nil, "no other page is kept")
    }

    @Test("an edit by API says its version, its body is JSON, and a mistake in it is named")
    func edit() async throws {
        let site = try site()
        let cookies = ["zvonok_staff": try site.staffToken()]
        let path = "/journal/api/v1/topics/1"
        let json: HTTPFields = [.contentType: "application/json"]
        func put(_ body: String, _ headers: HTTPFields) async throws -> TestAnswer {
            try await site.ask(.put, path, cookies: cookies, headers: headers, body: body)
        }
        #expect(try await put("{\"topic\":\"a\"}", json).status == .preconditionRequired)
        #expect(try await put("{\"topic\":\"a\"}", json.adding(.ifMatch, "7")).status == .badRequest)
        #expect(
            try await put("{\"topic\":\"a\"}", json.adding(.ifMatch, "\"7\"")).text
                == "{\"topic\":\"a\",\"version\":\"7\"}")
        let sheet = "\"7-3-x0123456789abcdef\""
        #expect(
            try await put("{\"topic\":\"a\"}", json.adding(.ifMatch, sheet)).text
                == "{\"topic\":\"a\",\"version\":\"3\"}", "the document's tag holds the version that is asked for")
        for other in ["\"7-x0123456789abcdef\"", "\"x0123456789abcdef\"", "W/\"7\""] {
            #expect(try await put("{\"topic\":\"a\"}", json.adding(.ifMatch, other)).status == .badRequest)
        }
        let wrong = try await put("{\"topic\":7}", json)
        #expect(wrong.status == .badRequest && wrong.text.contains("\"field\":\"topic\""))
        #expect(try await put("{", json).status == .badRequest)
        #expect(
            try await put("topic=a", [.contentType: "application/x-www-form-urlencoded"]).status
                == .unsupportedMediaType)
        #expect(try await put("{}", json.adding(.origin, "https://evil.example")).status == .forbidden)
        let signedOut = try await site.ask(.put, path, headers: json, body: "{}")
        #expect(signedOut.status == .unauthorized && signedOut.headers[.contentType] == "application/problem+json")
    }
}

extension HTTPFields {
    func adding(_ name: HTTPField.Name, _ value: String) -> HTTPFields {
        var fields = self
        fields[name] = value
        return fields
    }
}

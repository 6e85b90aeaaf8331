import Foundation
import HTTPTypes
import School
import Testing

@testable import StatisticsCollector

@Suite("The API")
struct APITests {
    @Test("answers in JSON, naming each feed's state, since when, and how far it is complete")
    func json() async throws {
        let answer = try await TestAPI().ask()
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.text == Golden.json)
    }

    @Test("answers in CSV with a header row, and names the feeds without rows in a header field")
    func csv() async throws {
        let answer = try await TestAPI().ask("/api/v1/days.csv")
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/csv; charset=utf-8; header=present")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.text == Golden.csv)
        #expect(
            HTTPField.Name("Feed-Standings").flatMap { answer.headers[$0] }
                == #""journal.1";state="live";since="2026-08-31T18:13:20.000000Z";cursor=18"#
                + #";complete-until="2026-09-01T06:15:00.000000Z", "#
                + #""journal.2";state="diverged";since="2026-08-30T14:26:40.000001Z";cursor=7"#
                + #";complete-until="2026-09-01T06:14:59.999999Z", "#
                + #""journal.3";state="connecting";cursor=0"#)
    }

    @Test(
        "quotes in CSV what must be quoted",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\r\nb", "\"a\r\nb\""),
            ("a\rb", "\"a\rb\""),
            ("", ""),
        ])
    func quoting(_ field: String, _ quoted: String) {
        #expect(FiguresTable.quoted(field) == quoted)
    }

    @Test("answers for one class alone where a class is asked for")
    func oneClass() async throws {
        let api = try TestAPI()
        let this = try await api.ask("/api/v1/days.csv", TestAPI.week + "&class=\(Sample.classID.uuidString)")
        #expect(this.text == Golden.csv)
        let other = try await api.ask("/api/v1/days.csv", TestAPI.week + "&class=\(Sample.group.uuidString)")
        #expect(other.text.split(separator: "\r\n").count == 1)
    }

    @Test("takes both ends of the range as included")
    func inclusive() async throws {
        let query = "school=\(Sample.school)&from=2026-09-02&to=2026-09-02"
        let answer = try await TestAPI().ask("/api/v1/days.csv", query)
        #expect(answer.text.split(separator: "\r\n").map { $0.contains("2026-09-02") } == [false, true])
    }

    @Test("gives the headers alone to HEAD")
    func head() async throws {
        let answer = try await TestAPI().ask(method: .head)
        #expect(answer.status == .ok)
        #expect(answer.text.isEmpty)
        #expect(answer.headers[.contentType] == "application/json")
    }

    @Test("refuses other methods with 405 and what is allowed", arguments: [HTTPRequest.Method.post, .put, .delete])
    func methods(_ method: HTTPRequest.Method) async throws {
        let answer = try await TestAPI().ask(method: method)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == "GET, HEAD")
        #expect(answer.headers[.contentType] == "application/problem+json")
    }

    @Test("knows no other page")
    func notFound() async throws {
        let answer = try await TestAPI().ask("/api/v1/weeks")
        #expect(answer.status == .notFound)
        #expect(answer.text.contains(#""code":"not-found""#) && answer.text.contains(#""status":404"#))
        #expect(answer.headers[.cacheControl] == "no-store")
    }

    @Test("is as of the instant all feeds are complete to, and of none while one has never spoken; that one is named")
    func asOf() async throws {
        let (early, late) = (
            TestFeed.standing(completeUntil: 7), TestFeed.standing(completeUntil: 9, feed: "journal.2")
        )
        let heard = try await TestAPI(standings: { [late, early] }).ask()
        #expect(heard.text.hasPrefix(#"{"as_of":7,"#))
        let silent = FeedStanding(
            feed: "journal.3", source: nil, state: "connecting", since: nil, cursor: 0, completeUntil: nil)
        let answer = try await TestAPI(standings: { [late, early, silent] }).ask()
        #expect(answer.text.hasPrefix(#"{"as_of":null,"#) && answer.text.contains(#""feed":"journal.3""#))
        #expect(answer.text.contains("\"rows\":[{"), "what the others told is there")
        #expect(try await TestAPI(standings: { [] }).ask().text.hasPrefix(#"{"as_of":null,"#))
    }

    @Test("reads the rows that are served, with the promise that stands beside them, whatever was known before")
    func switching() async throws {
        let api = try TestAPI(standings: { [TestFeed.standing(source: 9)] })
        #expect(try await api.ask().text.contains("\"rows\":[]"))
        try api.feed.serve(source: 1, completeUntil: Sample.endInMoscow)
        let answer = try await api.ask()
        #expect(answer.text.contains("\"as_of\":\(Sample.endInMoscow)"))
        #expect(answer.text.contains("\"lessons_held\":1"))
    }

    @Test("says of a failure that it happened, and no more; the log says which")
    func failure() async throws {
        struct Broken: Error {}
        let log = LogLines()
        let answer = try await TestAPI(standings: { throw Broken() }, log: log).ask()
        #expect(answer.status == .internalServerError)
        #expect(!answer.text.contains("Broken"))
        #expect(log.all.contains { $0.contains("Broken") })
        #expect(!log.all.contains { $0.contains(TestAPI.token) })
    }
}

/// Answers as they must stay, byte for byte.
private enum Golden {
    static let json =
        #"{"as_of":null,"as_of_text":null,"feeds":["#
        + #"{"complete_until":1788243300000000,"complete_until_text":"2026-09-01T06:15:00.000000Z","cursor":18,"#
        + #""feed":"journal.1","since":1788200000000000,"since_text":"2026-08-31T18:13:20.000000Z","state":"live"},"#
        + #"{"complete_until":1788243299999999,"complete_until_text":"2026-09-01T06:14:59.999999Z","cursor":7,"#
        + #""feed":"journal.2","since":1788100000000001,"since_text":"2026-08-30T14:26:40.000001Z","#
        + #""state":"diverged"},"#
        + #"{"complete_until":null,"complete_until_text":null,"cursor":0,"feed":"journal.3","since":null,"#
        + #""since_text":null,"state":"connecting"}],"#
        + #""from":"2026-09-01","rows":["#
        + #"{"class":"01900000-0000-7000-8000-0000000000c1","date":"2026-09-01","extracurricular_held":0,"feed":"journal.1","#
        + #""homework":1,"#
        + #""homework_late":0,"homework_missing":0,"homework_none":1,"homework_on_time":0,"lessons_cancelled":0,"#
        + #""lessons_held":1,"lessons_scheduled":1,"marks":1,"marks_late":0,"marks_on_time":1,"rolls":1,"#
        + #""rolls_late":0,"rolls_missing":0,"rolls_on_time":0,"school":"01900000-0000-7000-8000-00000000005c","#
        + #""topics":1,"topics_late":0,"topics_missing":0,"topics_on_time":0},"#
        + #"{"class":"01900000-0000-7000-8000-0000000000c1","date":"2026-09-02","extracurricular_held":0,"feed":"journal.1","#
        + #""homework":1,"#
        + #""homework_late":0,"homework_missing":0,"homework_none":0,"homework_on_time":0,"lessons_cancelled":0,"#
        + #""lessons_held":0,"lessons_scheduled":1,"marks":1,"marks_late":0,"marks_on_time":1,"rolls":1,"#
        + #""rolls_late":0,"rolls_missing":0,"rolls_on_time":0,"school":"01900000-0000-7000-8000-00000000005c","#
        + #""topics":1,"topics_late":0,"topics_missing":0,"topics_on_time":0}],"#
        + #""school":"01900000-0000-7000-8000-00000000005c","to":"2026-09-07"}"#

    static let csv =
        "school,class,date,lessons_scheduled,lessons_cancelled,lessons_held,extracurricular_held,topics,homework,homework_none,rolls,marks,"
        + "topics_on_time,topics_late,topics_missing,homework_on_time,homework_late,homework_missing,"
        + "rolls_on_time,rolls_late,rolls_missing,marks_on_time,marks_late,feed,feed_state,feed_since,complete_until\r\n"
        + "01900000-0000-7000-8000-00000000005c,01900000-0000-7000-8000-0000000000c1,2026-09-01,1,0,1,0,1,1,1,1,1,"
        + "0,0,0,0,0,0,0,0,0,1,0,"
        + "journal.1,live,2026-08-31T18:13:20.000000Z,2026-09-01T06:15:00.000000Z\r\n"
        + "01900000-0000-7000-8000-00000000005c,01900000-0000-7000-8000-0000000000c1,2026-09-02,1,0,0,0,1,1,0,1,1,"
        + "0,0,0,0,0,0,0,0,0,1,0,"
        + "journal.1,live,2026-08-31T18:13:20.000000Z,2026-09-01T06:15:00.000000Z\r\n"
}

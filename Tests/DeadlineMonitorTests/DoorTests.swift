import Crypto
import DoorKit
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import School
import ServiceKit
import Testing
import Web

@testable import DeadlineMonitor

@Suite("Every door of the monitor")
struct DoorTests {
    private static let token = "a-token-for-tests"
    private static let now = Sample.at(12)

    private let staff: StaffOfTwoSchools
    private let monitor: TestMonitor
    private let site: WebSite
    private let reads: ReadRecorder

    init() throws {
        staff = try StaffOfTwoSchools()
        monitor = try staff.monitor()
        let store = monitor.queue
        reads = ReadRecorder(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { _ in }
        let hash = SHA256.hash(data: Data(Self.token.utf8)).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }
        site = try MonitorSite.site(
            WebConfiguration(
                host: "127.0.0.1", port: 0, basePath: BasePath(verified: "/monitor"),
                publicOrigin: try #require(PublicOrigin("https://zvonok.example")), secureCookies: true,
                trustedProxies: TrustedProxies([]), journalBase: BasePath(verified: "/journal")),
            MonitorReaders(store), tokens: [try #require(APIToken(name: "tests", sha256: hash.joined()))],
            isSample: false, now: { Self.now }, reads: reads, standings: { [] })
    }

    private var doors: Doors {
        let (mine, none) = (Sample.school.text, Sample.id(0xFFFF).text)
        return Doors(
            site, secrets: ["Школа № 1", "Алгебра", "Орлова", StaffOfTwoSchools.lesson.text],
            [
                "monitor.home": Knock("/", opens: .seeOther, stranger: .own(.seeOther)),
                "monitor.mine": Knock("/mine", stranger: .own(.ok)),
                "monitor.school": Knock("/schools/\(mine)", unknown: "/schools/\(none)"),
                "monitor.alerts": Knock("/api/v1/alerts?school=\(mine)", unknown: "/api/v1/alerts?school=\(none)"),
            ])
    }

    @Test("is listed, and somebody has decided who may come in")
    func listed() throws {
        #expect(doors.undecided == [])
        #expect(try Listing.difference(site.table, base: BasePath(verified: "/monitor"), of: "deadline-monitor") == nil)
    }

    @Test("is shut to nobody, to families and unknown programs, and to another school's staff")
    func shut() async throws {
        let family = Base64URL.encode(Array(repeating: 7, count: 32))
        let guests = [
            Guest.nobody,
            Guest("a family", .family, cookies: [SiteCookies.family, SiteCookies.staff].map { "\($0)=\(family)" }),
            Guest("an unknown program", .nobody, authorization: "Bearer \(Self.token)x"),
            try staff.guest("another school's deputy head", StaffOfTwoSchools.foreigner, at: Self.now),
        ]
        for guest in guests {
            let complaints = try await doors.complaints(of: guest)
            #expect(complaints == [])
        }
        #expect(reads.waitingCount == 0, "nothing of others was shown")
    }

    @Test("is shut, but for their own alerts, to a colleague, and to whose role is over while the session lives")
    func colleague() async throws {
        let colleague = try staff.guest("a colleague", Sample.teacher, at: Self.now)
        let doors = Doors(site, secrets: [], doors.knocks)
        let ofColleague = try await doors.complaints(of: colleague)
        #expect(ofColleague == [])
        try staff.endRole(in: monitor)
        let former = try staff.guest("a deputy head of before", StaffOfTwoSchools.deputy, at: Self.now)
        let ofFormer = try await doors.complaints(of: former)
        #expect(ofFormer == [])
    }

    @Test("is shut to a revoked session, an expired token, and one that nobody signed")
    func ended() async throws {
        let expired = try staff.guest("", StaffOfTwoSchools.deputy, at: Self.now - 301_000_000)
        let good = try staff.guest("", StaffOfTwoSchools.deputy, at: Self.now)
        let forged = try StaffOfTwoSchools(key: .init()).guest("", StaffOfTwoSchools.deputy, at: Self.now)
        for guest in [expired, forged] {
            let complaints = try await doors.complaints(of: guest.ended)
            #expect(complaints == [])
        }
        try staff.revoke(in: monitor, at: Self.now + 1)
        let ofRevoked = try await doors.complaints(of: good.ended)
        #expect(ofRevoked == [])
    }

    @Test("opens to the school's deputy head, and to a program with its token: no refusal was the request's fault")
    func open() async throws {
        let deputy = try staff.guest("the deputy head", StaffOfTwoSchools.deputy, at: Self.now)
        let ofDeputy = try await doors.complaints(ofOwner: deputy)
        #expect(ofDeputy == [])
        let program = Guest("a program", .program, authorization: "Bearer \(Self.token)")
        let ofProgram = try await doors.complaints(ofOwner: program)
        #expect(ofProgram == [])
        #expect(reads.waitingCount > 0)
    }
}

extension UUID {
    fileprivate var text: String { uuidString.lowercased() }
}

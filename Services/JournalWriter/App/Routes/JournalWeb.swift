import EventFeed
import Foundation
import Logging
import School
import ServiceKit
import ServiceLifecycle
import Web

/// The journal's pages and API, put together.
struct JournalWeb: Sendable {
    let site: WebSite
    let parts: JournalParts
    /// In the order they start.
    let services: [any Service]

    /// What it is put together from.
    struct Surroundings: Sendable {
        let web: WebConfiguration
        let isSample: Bool
        let now: WallClock
        let logger: Logger
        let reader: JournalReader
        let desk: CommandDesk
        let keys: SigningKeyring
        let sessionStore: any SessionStore
        /// By which browsers are known again.
        let doorSecret: [UInt8]
        let readSink: @Sendable ([ReadRecord]) async throws -> Void
    }

    init(_ surroundings: Surroundings) throws {
        let recorder = ReadRecorder(logger: surroundings.logger, sink: surroundings.readSink)
        let sessions = Self.sessions(surroundings)
        parts = JournalParts(
            reader: surroundings.reader, desk: surroundings.desk, sessions: sessions, passwords: PasswordVerifier(),
            guesses: GuessLimiter(now: surroundings.now),
            browsers: KnownBrowser(
                secret: surroundings.doorSecret, path: surroundings.web.basePath.text,
                isSecure: surroundings.web.secureCookies))
        site = try WebSite(
            .init(
                web: surroundings.web, name: JournalWords.siteName, isSample: surroundings.isSample,
                now: surroundings.now,
                staff: StaffDoor(verifier: Self.verifier(surroundings), sessions: sessions), reads: recorder,
                notices: JournalNotices.all),
            routes: JournalRoutes(parts: parts).table)
        services = [
            recorder,
            SigningKeyRotation(keys: surroundings.keys, clock: ContinuousClock(), logger: surroundings.logger),
            site.server(logger: surroundings.logger),
        ]
    }

    private static func sessions(_ surroundings: Surroundings) -> StaffSessions {
        let web = surroundings.web
        let (reader, now, keys) = (surroundings.reader, surroundings.now, surroundings.keys)
        return StaffSessions(
            sessions: Sessions(
                store: surroundings.sessionStore, limits: .staff, cookie: SiteCookies.staffSession,
                path: web.basePath.text, isSecure: web.secureCookies, now: now),
            isSecure: web.secureCookies, now: now, signer: { try await keys.signer() },
            isStillIn: { session in
                try await reader.read { store in
                    let person = try store.member(session.person, at: now(), zones: reader.zones)
                    return try person?.worksHere == true && store.hasOpenAccount(session.person)
                }
            })
    }

    private static func verifier(_ surroundings: Surroundings) -> StaffTokenVerifier {
        let reader = surroundings.reader
        return StaffTokenVerifier(now: surroundings.now) { key, person in
            try await reader.read { store in
                let published = try store.signingKey(key).map {
                    StaffSigningKey(
                        publicKey: Array($0.publicKey), notBefore: $0.notBefore, notAfter: $0.notAfter)
                }
                return StaffStanding(key: published, revoked: try store.revocation(of: person))
            }
        }
    }
}

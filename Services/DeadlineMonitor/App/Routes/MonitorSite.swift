import EventFeed
import Foundation
import ServiceKit
import Web

/// The monitor's pages and API, wired to its store.
enum MonitorSite {
    static func make(
        _ context: ServiceContext, reads: ReadRecorder, standings: @escaping @Sendable () -> [FeedStanding]
    ) throws(SiteFault) -> WebSite {
        try site(
            WebConfiguration(context.configuration, basePath: MonitorKeys.basePath), MonitorReaders(context.store.pool),
            tokens: context.configuration[MonitorKeys.tokens], isSample: context.store.identity.isSample,
            now: context.now, reads: reads, standings: standings)
    }

    /// The same for tests.
    static func site(
        _ web: WebConfiguration, _ readers: MonitorReaders, tokens: [APIToken], isSample: Bool,
        now: @escaping WallClock, reads: ReadRecorder, standings: @escaping @Sendable () -> [FeedStanding]
    ) throws(SiteFault) -> WebSite {
        let verifier = StaffTokenVerifier(now: now) { key, person in
            let standing = try await readers.sessions.standing(key: key, person: person)
            return StaffStanding(
                key: standing.key.map {
                    StaffSigningKey(publicKey: Array($0.publicKey), notBefore: $0.notBefore, notAfter: $0.notAfter)
                }, revoked: standing.revoked)
        }
        return try WebSite(
            .init(
                web: web, name: MonitorWords.siteName, isSample: isSample, now: now,
                staff: StaffDoor(verifier: verifier), bearers: BearerDoor(realm: "monitor", tokens: tokens),
                reads: reads),
            routes: MonitorRoutes(alerts: readers.alerts, staff: readers.staff, standings: standings).table)
    }
}

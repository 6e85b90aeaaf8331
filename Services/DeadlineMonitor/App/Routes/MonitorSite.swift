import EventFeed
import Foundation
import ServiceKit
import Web

/// The monitor's pages and API, wired to its store.
enum MonitorSite {
    static func make(
        _ context: ServiceContext, reads: ReadRecorder, standings: @escaping @Sendable () -> [FeedStanding]
    ) throws(SiteFault) -> WebSite {
        let pool = context.store.pool
        let sessions = SessionReader(pool)
        let verifier = StaffTokenVerifier(now: context.now) { key, person in
            let standing = try await sessions.standing(key: key, person: person)
            return StaffStanding(
                key: standing.key.map {
                    StaffSigningKey(publicKey: Array($0.publicKey), notBefore: $0.notBefore, notAfter: $0.notAfter)
                }, revoked: standing.revoked)
        }
        return try WebSite(
            .init(
                web: WebConfiguration(context.configuration, basePath: MonitorKeys.basePath),
                name: MonitorWords.siteName, isSample: context.store.identity.isSample, now: context.now,
                staff: StaffDoor(verifier: verifier),
                bearers: BearerDoor(realm: "monitor", tokens: context.configuration[MonitorKeys.tokens]),
                reads: reads),
            routes: MonitorRoutes(alerts: AlertReader(pool), staff: StaffReader(pool), standings: standings).table)
    }
}

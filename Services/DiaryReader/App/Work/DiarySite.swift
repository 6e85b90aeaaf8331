import EventFeed
import Logging
import ServiceKit
import Web

/// The web side of the diary, wired.
enum DiarySite {
    /// Writes who looked at whom into the diary's own store.
    static func recorder(_ context: ServiceContext) -> ReadRecorder {
        let sink = ReadRecordSink(context.store.pool)
        return ReadRecorder(logger: context.logger) { try await sink.write($0) }
    }

    static func site(queue: CommandQueue, reads: ReadRecorder, _ context: ServiceContext) async throws -> WebSite {
        let web = WebConfiguration(context.configuration, basePath: DiaryKeys.basePath)
        let sessions = Sessions(
            store: FamilySessions(context.store.pool), limits: .family, cookie: SiteCookies.family,
            path: web.basePath.text, isSecure: web.secureCookies, now: context.now)
        let routes = DiaryRoutes(
            book: DiaryBook(reader: context.store.pool, now: context.now), sessions: sessions,
            passwords: PasswordVerifier(), guesses: GuessLimiter(now: context.now),
            browsers: KnownBrowser(
                secret: try await BrowserSecret.read(in: context.store.pool), path: web.basePath.text,
                isSecure: web.secureCookies),
            desk: LocalDesk(perform: { await queue.perform($0) }, now: context.now),
            paths: DiaryPaths(base: web.basePath, journalBase: web.journalBase), logger: context.logger)
        return try site(web, routes, sessions, reads, isSample: context.store.identity.isSample, now: context.now)
    }

    /// The same for tests.
    static func site(
        _ web: WebConfiguration, _ routes: DiaryRoutes, _ sessions: Sessions, _ reads: ReadRecorder, isSample: Bool,
        now: @escaping WallClock
    ) throws -> WebSite {
        try WebSite(
            .init(
                web: web, name: DiaryWords.site, isSample: isSample, now: now,
                family: FamilyDoor(sessions: sessions, signInPath: DiaryPaths.signIn), reads: reads,
                notices: DiaryNotices.all),
            routes: routes.table)
    }
}

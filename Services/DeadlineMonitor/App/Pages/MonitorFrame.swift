import Web

/// Where the monitor's pages stand and who looks at them: what a page needs of a request.
struct MonitorFrame: Sendable {
    let base: BasePath
    /// Where the journal's pages begin.
    let journal: BasePath
    let csrf: CSRFToken
    /// Microseconds UTC.
    let now: Int64

    init(base: BasePath, journal: BasePath, csrf: CSRFToken, now: Int64) {
        self.base = base
        self.journal = journal
        self.csrf = csrf
        self.now = now
    }

    init(_ request: WebRequest) {
        let web = request.site.parts.web
        self.init(base: web.basePath, journal: web.journalBase, csrf: request.csrf, now: request.now)
    }

    /// - Parameter path: below the monitor's base path.
    func link(_ path: String, query: [(String, String)] = []) -> Link { Link(path: base.text + path, query: query) }

    /// - Parameter path: below the journal's.
    func journalLink(_ path: String) -> Link { Link(path: journal.text + path) }
}

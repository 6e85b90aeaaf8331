import Glibc

/// What signals do to the process before anybody listens to them.
enum ProcessSignals {
    /// A log reader or an HTTP client that has gone away must not end the service by SIGPIPE: writing then fails. A
    /// SIGHUP that comes before the runner listens asks for nothing that is not being read anyway.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGHUP, SIG_IGN)
    }
}

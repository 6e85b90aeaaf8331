import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Metrics
import School
import ServiceKit

/// Gives each request a trace, and each answer a line in the log and a place in the metrics. A line holds the route's
/// pattern, never the path with its ids, nor query, names or addresses.
struct TraceMiddleware: RouterMiddleware {
    typealias Context = WebRequestContext
    let site: WebSite

    func handle(
        _ request: Request, context: WebRequestContext,
        next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.traceID = TraceID.taken(
            from: request, by: site.parts.web.trustedProxies, peer: context.client, now: site.parts.now)
        context.logger[metadataKey: LogKey.traceID] = "\(context.traceID)"
        let traced = context
        let started = ContinuousClock.now
        let response = try await TraceContext.$traceID.withValue(traced.traceID) { try await next(request, traced) }
        let seen = Arrival(request: request, response: response, pattern: context.endpointPath ?? "NotFound")
        seen.report(took: started.duration(to: .now), to: traced.logger)
        return response
    }
}

/// A request that was answered, as logs and metrics see it.
private struct Arrival {
    let method: String
    let status: Int
    let pattern: String

    /// Methods that are told apart; a label of a client's making would be one more time series each.
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

    init(request: Request, response: Response, pattern: String) {
        let name = request.method.rawValue
        method = Self.methods.contains(name) ? name : "other"
        status = response.status.code
        self.pattern = pattern
    }

    func report(took duration: Duration, to logger: Logger) {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        logger.info(
            "request answered",
            metadata: [
                "http.method": "\(method)", "http.route": "\(pattern)", "http.status": "\(status)",
                LogKey.duration: "\(microseconds / 1_000)",
            ])
        Counter(
            label: "zvonok_http_requests_total",
            dimensions: [("route", pattern), ("method", method), ("status", String(status))]
        ).increment()
        Metrics.Timer(label: "zvonok_http_request_duration", dimensions: [("route", pattern)])
            .recordMicroseconds(microseconds)
    }
}

/// 32 hexadecimal digits (W3C Trace Context).
enum TraceID {
    /// A proxy of ours may have begun the trace; anybody else's is not taken.
    static func taken(
        from request: Request, by proxies: TrustedProxies, peer: ClientAddress, now: WallClock
    ) -> String {
        guard proxies.contains(peer), let header = HTTPField.Name("traceparent").flatMap({ request.headers[$0] }),
            let id = traceID(inParent: header)
        else { return made(at: now()) }
        return id
    }

    private static func traceID(inParent header: String) -> String? {
        let parts = header.split(separator: "-")
        guard parts.count == 4, parts[1].utf8.count == 32, parts[1].utf8.allSatisfy(isHexDigit),
            parts[1].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// Ordered by time, so that the index over the traces of a log grows at its end.
    private static func made(at instant: Int64) -> String {
        UUID.version7(atMicroseconds: instant).text.replacing("-", with: "")
    }
}

import GRDB
import Logging
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("The port of a service")
struct FeedServerTests {
    @Test("it is not opened where no ZAP handler is bound, because CURVE alone lets everybody in")
    func needsAuthenticator() async throws {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let context = try ZeroMQContext(logger: logger)
        let server = FeedServer(
            context: context, keys: try CurveKeyPair.make(), allowList: try AllowList([], policy: ZAPPolicy()),
            parts: .init(
                log: nil, database: try DatabaseQueue(), commands: nil, desk: NobodysDesk(), isSample: false),
            logger: logger)
        let error = await #expect(throws: ZeroMQError.self) { try await server.start("tcp://127.0.0.1:*") }
        #expect(error?.code == .authenticatorMissing)
        await context.shutdown()
    }
}

private struct NobodysDesk: OperatorDesk {
    func answer(_ request: DeskRequest) async -> DeskAnswer {
        .refused(code: "not-served", field: nil, message: "nobody is at this desk")
    }
}

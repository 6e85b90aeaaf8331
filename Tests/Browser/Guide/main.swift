// The guide: every part of Shared/Web on a few pages, served by the same code as the services' pages. The browser tests
// look at it, and so may people: `.build/debug/web-guide 8080`.

import Logging
import ServiceKit
import ServiceLifecycle
import UnixSignals
import Web

let logger = Logger(label: "web-guide")
let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 8080
let guide = try Guide(port: port)
let group = ServiceGroup(
    services: [guide.site.server(logger: logger)], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
try await group.run()

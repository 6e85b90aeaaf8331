// Round trips with CURVE through the wrapper, in the order and the words of `bare/roundtrips.c`:
//   wrapper-roundtrips BYTES TRIPS:IN_FLIGHT…
import Foundation
import Logging
import ZeroMQ

let arguments = CommandLine.arguments.dropFirst()
let measurements = arguments.dropFirst().compactMap { Measurement($0) }
guard let bytes = arguments.first.flatMap({ Int($0) }), bytes > 0, !measurements.isEmpty,
    measurements.count == arguments.count - 1
else {
    FileHandle.standardError.write(Data("usage: wrapper-roundtrips BYTES TRIPS:IN_FLIGHT…\n".utf8))
    exit(64)
}

let serving = try ZeroMQContext(logger: Logger(label: "echo"))
let asking = try ZeroMQContext(logger: Logger(label: "asker"))
let serverKeys = try CurveKeyPair.make()
let clientKeys = try CurveKeyPair.make()
let policy = ZAPPolicy()
try await serving.bindAuthenticator(policy)
policy.replace(allowed: [clientKeys.publicKey])

let echo = Echo(serving)
let asker = Asker(asking, bytes: bytes)
let endpoint = try await echo.start(serverKeys)
try await asker.start(endpoint, CurveClient(keys: clientKeys, serverKey: serverKeys.publicKey))
for measurement in measurements { print(try await measurement.line(on: asker)) }

await asker.close()
await echo.close()
await asking.shutdown()
await serving.shutdown()

// What a page costs of which nothing has to be found out: the services' HTTP server sends answers recorded before,
// whatever it is asked with.
//   bare-pages FILE…       the first file is served at /0, the next at /1 …; the port is the first line printed
import Foundation
import HTTPTypes
import Hummingbird
import Logging

let files = CommandLine.arguments.dropFirst()
guard !files.isEmpty else {
    FileHandle.standardError.write(Data("usage: bare-pages FILE…\n".utf8))
    exit(64)
}

let router = Router()
for (number, file) in files.enumerated() {
    let answer = try RecordedAnswer(contentsOf: file)
    for method in [HTTPRequest.Method.get, .post] {
        router.on("\(number)", method: method) { _, _ in answer.response }
    }
}
var logger = Logger(label: "bare-pages")
logger.logLevel = .error
try await Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
    onServerRunning: { channel in
        FileHandle.standardOutput.write(Data("\(channel.localAddress?.port ?? 0)\n".utf8))
    }, logger: logger
).runService()

import Foundation
import SMTP

// Sends what comes on standard input once and prints what became of it: how the tests try the client against servers
// that misbehave. The settings are NAME=VALUE; see `Settings`.
let settings = Settings(CommandLine.arguments.dropFirst())
guard let server = settings.server, let sender = settings.sender, let recipient = settings.recipient else {
    FileHandle.standardError.write(Data("smtp-probe: a setting lacks or is none\n".utf8))
    exit(64)
}
let message = FileHandle.standardInput.readDataToEndOfFile()
let outcome = await SMTPClient(server: server).send(message, from: sender, to: recipient)
FileHandle.standardOutput.write(Data((outcome.line + "\n").utf8))

import Foundation
import ServiceKit

/// Another program of ours, run to its end.
enum Child {
    /// - Throws: ``ClusterBackupError`` with what it said, where it did not end with 0.
    static func run(_ program: String, _ arguments: [String], tell: @Sendable (String) -> Void) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        // What is meant for zvonok is none of a service's keys.
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ZVONOK_") }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<String, any Error>) in
            DispatchQueue.global().async {
                let bytes = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
        }
        guard process.terminationStatus == 0 else {
            throw ClusterBackupError(
                description: "\(program) \(arguments.joined(separator: " ")) ended with "
                    + "\(process.terminationStatus): \(said)")
        }
        said.split(separator: "\n").forEach { tell(String($0)) }
    }
}

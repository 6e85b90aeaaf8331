import Foundation
import ServiceKit

/// Another program of ours, run to its end.
enum Child {
    /// How it ended, and what it said.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// - Throws: ``ChildFailed`` with what it said, where it did not end with 0.
    static func run(_ program: String, _ arguments: [String], tell: @Sendable (String) -> Void) async throws {
        let outcome = try await outcome(of: program, arguments)
        guard outcome.status == 0 else {
            throw ChildFailed(
                command: "\(program) \(arguments.joined(separator: " "))", status: outcome.status,
                said: outcome.errors + outcome.output)
        }
        (outcome.errors + outcome.output).split(separator: "\n").forEach { tell(String($0)) }
    }

    static func outcome(of program: String, _ arguments: [String]) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        // What is meant for zvonok is none of a service's keys.
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ZVONOK_") }
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // Both are read at the same time: a child whose pipe is full waits for whoever reads it.
        async let said = text(of: output)
        async let complained = text(of: errors)
        let outcome = (await said, await complained)
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                process.waitUntilExit()
                continuation.resume(
                    returning: Outcome(status: process.terminationStatus, output: outcome.0, errors: outcome.1))
            }
        }
    }

    private static func text(of pipe: Pipe) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}

/// A program of ours that did not do what it was run for.
struct ChildFailed: Error, CustomStringConvertible {
    let command: String
    let status: Int32
    let said: String

    var description: String { "\(command) ended with \(status): \(said)" }
}

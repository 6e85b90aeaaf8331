import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf

@testable import EventFeed

/// The recorded valid messages that mutation starts from: every kind that may arrive, every command of the journal,
/// and every event of its feed as a consumer receives it.
struct Corpus {
    /// A recorded message is not valid.
    struct Invalid: Error { let name: String }

    private(set) var messages: [(name: String, frames: [[UInt8]])] = []

    init() throws {
        let journal = try SampleJournal()
        try addCommands()
        try addStages()
        try addFetches(of: journal)
        try addOperatorRequests()
        try addBatches(of: journal)
        try addAnswers()
    }

    /// Writes one file for each message and says their names, in order, in `list`, as libFuzzer's `-seed_inputs` wants
    /// them.
    static func write(to folder: String) throws {
        let folder = URL(filePath: folder, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var paths: [String] = []
        for (number, message) in try Corpus().messages.enumerated() {
            guard Envelope(frames: message.frames) != nil else { throw Invalid(name: message.name) }
            let file = folder.appending(path: "\(number)-\(message.name)")
            try Data(FrameList.encode(message.frames)).write(to: file)
            paths.append(file.path)
        }
        try Data(paths.joined(separator: ",").utf8).write(to: folder.appending(path: "list"))
    }

    mutating func add(_ kind: WireKind, _ body: any Message, as name: String? = nil) throws {
        let frames = try Envelope.frames(
            kind, requestID: 42, traceID: SampleIDs.id(9), body: body)
        messages.append((name ?? body.shortName, frames))
    }
}

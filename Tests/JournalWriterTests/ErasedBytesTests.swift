import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("Of an erased card")
struct ErasedBytesTests {
    private static let secret = "Невидимова"

    private func card(_ version: UInt32) -> WireChangePupilCard {
        .with {
            $0.pupilID = Sample.pupil.wire
            $0.expectedVersion = version
            $0.name = Make.name
            $0.name.family = Self.secret
            $0.birthDate = 0
        }
    }

    @Test("no byte is left in the store's file, its write-ahead log or the kept answers")
    func noTrace() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let journal = try journal(in: folder)

        let recorded = try journal.send(card(1))
        // A lost race is remembered with both its sides: neither may be the card.
        #expect(try journal.reject(card(1)).code == .conflict)
        guard case .accepted(.some(let range), _) = recorded else {
            Issue.record("the card was not recorded")
            return
        }
        #expect(try isFound(in: folder), "the search must find what is there")
        try journal.accept(Make.erase(Array(range)))
        try journal.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        #expect(try !isFound(in: folder))
        try journal.expectFold()
    }

    /// A journal on disk, opened as the service opens it: deleted content is overwritten.
    private func journal(in folder: URL) throws -> TestJournal {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL") }
        let queue = try DatabaseQueue(
            path: folder.appendingPathComponent("journal.sqlite").path, configuration: configuration)
        try Sample.journal().queue.backup(to: queue)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        return try TestJournal(queue)
    }

    private func isFound(in folder: URL) throws -> Bool {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.contains { try Data(contentsOf: $0).range(of: Data(Self.secret.utf8)) != nil }
    }
}

import Archive
import Foundation
import Testing

/// Each limit, met exactly and exceeded by one.
@Suite struct ArchiveEdgeTests {
    private static let limits = ArchiveLimits(
        fileSize: 1 << 20, entries: 4, entrySize: 100_000, totalSize: 150_000, ratio: 10, ratioFloor: 1_000,
        allowsFolders: false)

    /// What an archive is refused for when it is opened; nil: for nothing.
    private func refusal(_ archive: ZipBytes, _ limits: ArchiveLimits = limits) throws -> ArchiveRefusal? {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            _ = try ZipArchive(path: try archive.write(to: folder), limits: limits)
            return nil
        } catch let refused as ArchiveRefused {
            #expect(!refused.refusals.isEmpty)
            return refused.refusals.first
        }
    }

    private func refusal(_ entries: [ZipBytes.Entry]) throws -> ArchiveRefusal? {
        try refusal(ZipBytes(entries: entries))
    }

    private func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x78, count: count) }

    @Test func theFileItself() throws {
        let archive = ZipBytes(entries: [.init(name: "a.csv", content: bytes(5_000))])
        var limits = Self.limits
        limits.fileSize = UInt64(archive.bytes.count)
        #expect(try refusal(archive, limits) == nil)
        limits.fileSize -= 1
        #expect(try refusal(archive, limits)?.expected == "an archive of at most \(limits.fileSize) bytes")
    }

    @Test func howManyEntriesThereAre() throws {
        let entries = (0..<5).map { ZipBytes.Entry(name: "\($0).csv") }
        #expect(try refusal(Array(entries.prefix(4))) == nil)
        #expect(try refusal(entries)?.found == "5 entries")
    }

    @Test func oneEntry() throws {
        #expect(try refusal([.init(name: "a.csv", content: bytes(100_000))]) == nil)
        let refused = try refusal([.init(name: "a.csv", content: bytes(100_001))])
        #expect(refused?.entry == "a.csv" && refused?.found == "100001 bytes declared")
    }

    @Test func allEntriesTogether() throws {
        let half = ZipBytes.Entry(name: "a.csv", content: bytes(75_000))
        #expect(try refusal([half, .init(name: "b.csv", content: bytes(75_000))]) == nil)
        let refused = try refusal([half, .init(name: "b.csv", content: bytes(75_001))])
        #expect(refused?.entry == nil && refused?.found == "150001 bytes declared in all")
    }

    @Test func theRatio() throws {
        #expect(try refusal([.init(name: "a.csv", content: bytes(200), declaredSize: 2_000)]) == nil)
        let refused = try refusal([.init(name: "a.csv", content: bytes(200), declaredSize: 2_001)])
        #expect(refused?.entry == "a.csv" && refused?.found == "2001 bytes packed into 200")
        #expect(refused?.expected == "at most 10 bytes for one packed")
    }

    @Test func fromWhereOnTheRatioMatters() throws {
        #expect(try refusal([.init(name: "a.csv", content: bytes(10), declaredSize: 1_000)]) == nil)
        #expect(try refusal([.init(name: "a.csv", content: bytes(10), declaredSize: 1_001)])?.entry == "a.csv")
    }

    @Test func aName() throws {
        let name = String(repeating: "a", count: ArchiveLimits.longestName)
        #expect(try refusal([.init(name: name)]) == nil)
        #expect(try refusal([.init(name: name + "a")])?.found == "a name of 256 bytes")
    }

    @Test func ofANameThatIsTooLongNoMoreIsToldThanIsHarmless() throws {
        let name = "\u{1B}[2J" + String(repeating: "a", count: 300)
        // Under a flag that says UTF-8 the library refuses it itself.
        #expect(try refusal([.init(name: name, flags: 0)])?.entry == "entry 1")
        let accents = "a" + String(repeating: "\u{301}", count: 200)
        #expect((try refusal([.init(name: accents)])?.entry ?? "").unicodeScalars.count == 33)
    }

    @Test func theDirectory() throws {
        var limits = Self.limits
        let archive = ZipBytes(entries: [.init(name: "a.csv", comment: 1_000)])
        limits.directorySize = 46 + 5 + 1_000
        #expect(try refusal(archive, limits) == nil)
        limits.directorySize -= 1
        #expect(try refusal(archive, limits)?.found == "a directory of 1051 bytes")
        #expect(Self.limits.directorySize == 4 * 1_024)
    }

    @Test(arguments: [false, true])
    func anEndOfEitherKindIsRead(isLarge: Bool) throws {
        var archive = ZipBytes(entries: [.init(name: "a.csv")], isLarge: isLarge)
        #expect(try refusal(archive) == nil)
        archive.declaredEntries = 5
        #expect(try refusal(archive)?.found == "5 entries")
    }

    @Test func moreEntriesThanAnyMemoryHoldsAreRefusedBeforeTheyAreRead() throws {
        let archive = ZipBytes(entries: [.init(name: "a.csv")], isLarge: true, declaredEntries: 1 << 60)
        #expect(try refusal(archive)?.found == "\(1 << 60) entries")
    }

    @Test func anEndInsideTheCommentIsOneTooIfItReachesToTheEnd() throws {
        let inner = ZipBytes(entries: [], declaredEntries: 700).bytes
        #expect(try refusal(ZipBytes(entries: [.init(name: "a.csv")], comment: inner))?.found == "700 entries")
        let none = ZipBytes(entries: [.init(name: "a.csv")], comment: inner + [0x20])
        #expect(try refusal(none)?.found != "700 entries")
    }

    @Test func aNameThatStandsTwiceIsTold() throws {
        let refused = try refusal([.init(name: "a.csv"), .init(name: "b.csv"), .init(name: "b.csv")])
        #expect(refused?.entry == "b.csv" && refused?.expected == "one")
    }
}

import Archive
import Foundation
import Testing

@Suite struct ZipArchiveTests {
    private static let limits = ArchiveLimits(
        fileSize: 1 << 20, entries: 4, entrySize: 100_000, totalSize: 150_000, ratio: 10, ratioFloor: 1_000,
        allowsFolders: false)

    private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// All of it, read; or what refuses it first.
    private func read(
        _ entries: [ZipBytes.Entry], limits: ArchiveLimits = limits
    ) throws -> [String: [UInt8]] {
        try withFolder { folder in
            let archive = try ZipArchive(path: try ZipBytes(entries: entries).write(to: folder), limits: limits)
            var contents: [String: [UInt8]] = [:]
            for entry in archive.entries { try archive.read(entry) { contents[entry.name, default: []] += $0 } }
            return contents
        }
    }

    private func refusal(_ entries: [ZipBytes.Entry], limits: ArchiveLimits = limits) throws -> ArchiveRefusal {
        do {
            _ = try read(entries, limits: limits)
        } catch let refused as ArchiveRefused {
            return try #require(refused.refusals.first)
        } catch let refusal as ArchiveRefusal {
            return refusal
        }
        throw CancellationError()
    }

    @Test func whatStandsInAnArchiveComesOutWholeAndInPieces() throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 90_000)
        let contents = try read([.init(name: "a.csv"), .init(name: "long.csv", content: long)])
        #expect(contents == ["a.csv": Array("a,b\r\n".utf8), "long.csv": long])
    }

    @Test func anArchiveMayBeEmptyAndSoMayItsFiles() throws {
        #expect(try read([]) == [:])
        #expect(try read([.init(name: "a.csv", content: [])]) == [:])
    }

    @Test(arguments: [
        "../a.csv", "/a.csv", "b/../a.csv", "b//a.csv", "./a.csv", "b\\a.csv", "C:a.csv", "a\u{1B}[2J.csv",
        "a\u{202E}vsc.csv", "folder/a.csv", "folder/",
    ])
    func aNameThatIsNoPlainOneIsRefused(name: String) throws {
        #expect(try refusal([.init(name: name)]).found != "")
    }

    @Test func foldersAreLeftOutWhereTheyAreAllowed() throws {
        var limits = Self.limits
        limits.allowsFolders = true
        let contents = try read([.init(name: "xl/", content: []), .init(name: "xl/a.xml")], limits: limits)
        #expect(contents.keys.sorted() == ["xl/a.xml"])
        #expect(try refusal([.init(name: "xl/../../a.xml")], limits: limits).entry == "entry 1")
    }

    @Test(arguments: [
        (ZipBytes.Entry(name: "a.csv", flags: 0x0801), "encrypted"),
        (ZipBytes.Entry(name: "a.csv", method: 12), "compression method 12"),
        (ZipBytes.Entry(name: "a.csv", mode: 0o120777), "a link"),
        (ZipBytes.Entry(name: "a.csv", mode: 0o020666), "device"),
        (ZipBytes.Entry(name: "a.csv", declaredSize: 2 << 30), "2147483648"),
        (ZipBytes.Entry(name: "a.csv", checksum: 1), "CRC"),
        (ZipBytes.Entry(name: "a.csv", content: Array("PK\u{3}\u{4}…".utf8)), "packed data inside (zip)"),
        (ZipBytes.Entry(name: "a.csv", content: [0x1F, 0x8B, 0x08, 0x00]), "gzip"),
        (ZipBytes.Entry(name: "a.csv", content: [UInt8](repeating: 0x78, count: 100_001)), "100001 bytes declared"),
    ])
    func anEntryThatIsNotWhatItSeemsIsRefused(entry: ZipBytes.Entry, found: String) throws {
        let refusal = try refusal([entry])
        #expect(refusal.found.contains(found), "\(refusal)")
    }

    @Test(arguments: [UInt32(1), 4, 6, 50])
    func aSizeThatIsNotTheDeclaredOneIsRefused(declared: UInt32) throws {
        #expect(try refusal([.init(name: "a.csv", declaredSize: declared)]).expected != "")
    }

    @Test func moreThanAllEntriesMayHaveTogetherIsRefused() throws {
        let half = [UInt8](repeating: 0x78, count: 80_000)
        let refusal = try refusal([.init(name: "a.csv", content: half), .init(name: "b.csv", content: half)])
        #expect(refusal.entry == nil && refusal.found.contains("160000"))
    }

    @Test func moreEntriesThanAllowedAreRefused() throws {
        #expect(try refusal((0..<5).map { .init(name: "\($0).csv") }).found == "5 entries")
    }

    @Test func oneNameTwiceIsRefusedWhateverItsCase() throws {
        #expect(try refusal([.init(name: "a.csv"), .init(name: "A.CSV")]).entry == "A.CSV")
    }

    @Test func everyReasonIsTold() throws {
        try withFolder { folder in
            let bytes = ZipBytes(entries: [
                .init(name: "a.csv", method: 12), .init(name: "b.csv"), .init(name: "c.csv", flags: 0x0801),
            ])
            let path = try bytes.write(to: folder)
            let refused = #expect(throws: ArchiveRefused.self) { _ = try ZipArchive(path: path, limits: Self.limits) }
            #expect(refused?.refusals.map(\.entry) == ["a.csv", "c.csv"])
        }
    }

    @Test(arguments: [0, 1, 30, 60])
    func aFileThatIsNoWholeArchiveIsRefused(length: Int) throws {
        try withFolder { folder in
            let file = folder.appending(path: "a.zip")
            try Data(ZipBytes(entries: [.init(name: "a.csv")]).bytes.prefix(length)).write(to: file)
            #expect(throws: ArchiveRefused.self) { _ = try ZipArchive(path: file.path, limits: Self.limits) }
        }
    }

    @Test func aFolderANameWithoutFileAndTooLargeAFileAreNoArchives() throws {
        try withFolder { folder in
            for path in [folder.path, folder.path + "/none.zip"] {
                #expect(throws: ArchiveRefused.self) { _ = try ZipArchive(path: path, limits: Self.limits) }
            }
            let file = folder.appending(path: "large.zip")
            try Data(count: 1 << 20 + 1).write(to: file)
            #expect(throws: ArchiveRefused.self) { _ = try ZipArchive(path: file.path, limits: Self.limits) }
        }
    }
}

import Foundation

/// Writes zip archives byte by byte, the lying ones too: entries are stored, and their headers say what a test wants.
struct ZipBytes {
    struct Entry {
        var name: String
        var content: [UInt8] = Array("a,b\r\n".utf8)
        var flags: UInt16 = 0x0800
        var method: UInt16 = 0
        /// Nil: as many as there are.
        var declaredSize: UInt32?
        /// Nil: the right one.
        var checksum: UInt32?
        /// The mode of a file of Unix.
        var mode: UInt32 = 0o100644
        /// Bytes of a comment in the directory.
        var comment = 0
    }

    var entries: [Entry]
    /// What stands behind everything else.
    var comment: [UInt8] = []
    /// Whether the end has 64-bit numbers too.
    var isLarge = false
    /// How many entries the end says there are; nil: as many as there are.
    var declaredEntries: UInt64?

    /// The archive in a file of its own; it goes with the folder it is in.
    func write(to folder: URL) throws -> String {
        let file = folder.appending(path: UUID().uuidString + ".zip")
        try Data(bytes).write(to: file)
        return file.path
    }

    var bytes: [UInt8] {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for entry in entries {
            let offset = UInt32(body.count)
            body += [0x50, 0x4B, 3, 4] + Self.little(UInt16(20)) + common(entry) + Self.little(UInt16(0))
            body += Array(entry.name.utf8) + entry.content
            directory += [0x50, 0x4B, 1, 2] + Self.little(UInt16(0x0314)) + Self.little(UInt16(20)) + common(entry)
            directory += Self.little(UInt16(0)) + Self.little(UInt16(entry.comment)) + [0, 0, 0, 0]
            directory += Self.little(entry.mode << 16) + Self.little(offset) + Array(entry.name.utf8)
            directory += [UInt8](repeating: 0x63, count: entry.comment)
        }
        return body + directory + end(of: body.count, directory.count)
    }

    /// The end of an archive whose directory is so long and stands there.
    private func end(of offset: Int, _ size: Int) -> [UInt8] {
        let count = declaredEntries ?? UInt64(entries.count)
        let short = UInt16(truncatingIfNeeded: count)
        let end =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.little(short) + Self.little(short) + Self.little(UInt32(size))
            + Self.little(UInt32(offset)) + Self.little(UInt16(comment.count)) + comment
        guard isLarge else { return end }
        let large: [UInt8] =
            [0x50, 0x4B, 6, 6] + Self.little(UInt64(44)) + Self.little(UInt32(0x2D_002D)) + Self.little(UInt64(0))
            + Self.little(count) + Self.little(count) + Self.little(UInt64(size)) + Self.little(UInt64(offset))
        let locator: [UInt8] =
            [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + Self.little(UInt64(offset + size)) + Self.little(UInt32(1))
        return large + locator + end
    }

    /// What both headers of an entry say alike.
    private func common(_ entry: Entry) -> [UInt8] {
        let size = UInt32(entry.content.count)
        return Self.little(entry.flags) + Self.little(entry.method) + [0, 0, 0x21, 0x5A]
            + Self.little(entry.checksum ?? Self.checksum(entry.content)) + Self.little(size)
            + Self.little(entry.declaredSize ?? size) + Self.little(UInt16(entry.name.utf8.count))
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// CRC-32 as zip has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 0 ? 0 : 0xEDB8_8320) }
        }
    }
}

import Glibc

/// What stands at the end of an archive: how many entries its directory has, and how long it is. Looked at before the
/// library reads that directory, which takes all of it into memory, however long it is.
struct ArchiveEnd: Equatable, Sendable {
    let entries: UInt64
    /// Bytes of the directory.
    let size: UInt64

    /// Every end that the library might take for the archive's: it looks for the last, but one that is none may follow.
    /// - Parameter isStrict: whether a comment has to reach to the end of the file exactly, as where the library checks
    ///   consistency.
    static func all(in path: String, isStrict: Bool) -> [ArchiveEnd] {
        guard let file = ReadableFile(path) else { return [] }
        defer { file.close() }
        let start = file.size - min(file.size, UInt64(searched))
        let bytes = file.read(at: start, count: searched)
        return bytes.indices.compactMap { index in
            guard matches(bytes, index, signature), index + length <= bytes.count else { return nil }
            if index >= locatorLength, matches(bytes, index - locatorLength, locator) {
                return large(at: number(bytes, index - locatorLength + 8, 8), file)
            }
            let (comment, rest) = (Int(number(bytes, index + 20, 2)), bytes.count - index - length)
            guard comment == rest || !isStrict && comment < rest else { return nil }
            return ArchiveEnd(entries: number(bytes, index + 10, 2), size: number(bytes, index + 12, 4))
        }
    }

    /// That of an archive with 64-bit numbers; nil where it is none, which the library will say.
    private static func large(at offset: UInt64, _ file: ReadableFile) -> ArchiveEnd? {
        let bytes = file.read(at: offset, count: largeLength)
        guard bytes.count == largeLength, matches(bytes, 0, largeSignature) else { return nil }
        return ArchiveEnd(entries: number(bytes, 32, 8), size: number(bytes, 40, 8))
    }

    private static func matches(_ bytes: [UInt8], _ index: Int, _ signature: [UInt8]) -> Bool {
        bytes[index] == signature[0] && bytes[index...].starts(with: signature)
    }

    private static func number(_ bytes: [UInt8], _ index: Int, _ count: Int) -> UInt64 {
        bytes[index..<index + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    // APPNOTE.TXT, 4.3.14 to 4.3.16.
    private static let signature: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let largeSignature: [UInt8] = [0x50, 0x4B, 6, 6]
    private static let locator: [UInt8] = [0x50, 0x4B, 6, 7]
    private static let (length, largeLength, locatorLength) = (22, 56, 20)
    /// The longest comment may follow.
    private static let searched = locatorLength + length + Int(UInt16.max)
}

/// A regular file, read at any place.
private struct ReadableFile {
    let size: UInt64
    private let descriptor: Int32

    /// Nil where there is none that can be read.
    init?(_ path: String) {
        guard let size = fileSize(path) else { return nil }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.size = size
    }

    func close() { _ = Glibc.close(descriptor) }

    /// As many bytes as there are, at most this many.
    func read(at offset: UInt64, count: Int) -> [UInt8] {
        guard let start = off_t(exactly: offset) else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let read = pread(descriptor, rest.baseAddress, rest.count, start + off_t(filled))
                if read > 0 { filled += read } else if read == 0 || errno != EINTR { return }
            }
        }
    }
}

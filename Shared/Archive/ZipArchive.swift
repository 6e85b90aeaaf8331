import CZip

/// A zip archive opened for reading. It is never unpacked to disk: entries are read piece by piece, within limits.
public final class ZipArchive {
    /// Bytes handed on at once.
    static let pieceSize = 64 * 1024

    /// What can be read, in the archive's order, folders left out.
    public let entries: [ArchiveEntry]
    private let handle: OpaquePointer
    private let limits: ArchiveLimits
    /// Bytes that may still come out of it.
    private var budget: UInt64

    /// Opens an archive and looks through its directory.
    /// - Throws: ``ArchiveRefused`` with every reason found there.
    public init(path: String, limits: ArchiveLimits) throws(ArchiveRefused) {
        handle = try Self.open(path, limits)
        self.limits = limits
        budget = limits.totalSize
        do {
            entries = try ArchiveDirectory(handle, limits).read()
        } catch {
            zip_discard(handle)
            throw error
        }
    }

    deinit { zip_discard(handle) }

    /// Reads an entry from its beginning to its end.
    /// - Throws: ``ArchiveRefusal``, and what the body throws. What was handed on before then is worth nothing.
    public func read(_ entry: ArchiveEntry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let file = zip_fopen_index(handle, entry.index, 0) else {
            throw ArchiveRefusal(entry.name, found: text(zip_get_error(handle)), expected: Self.whole)
        }
        defer { zip_fclose(file) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        guard let start = piece.baseAddress else { return }
        var count: UInt64 = 0
        while true {
            let read = zip_fread(file, start, UInt64(Self.pieceSize))
            guard read >= 0 else {
                throw ArchiveRefusal(entry.name, found: text(zip_file_get_error(file)), expected: Self.whole)
            }
            guard read > 0 else { break }
            let bytes = UnsafeRawBufferPointer(rebasing: piece[..<Int(read)])
            if count == 0 { try refuseNested(entry, bytes) }
            count += UInt64(read)
            try charge(UInt64(read), of: entry, count)
            try body(bytes)
        }
        guard count == entry.size else { throw sizeRefusal(entry, "\(count) bytes") }
    }

    private static let whole = "an entry that can be unpacked whole and has the checksum it declares"

    /// The directory's word is not taken for what really comes.
    private func charge(_ read: UInt64, of entry: ArchiveEntry, _ count: UInt64) throws(ArchiveRefusal) {
        guard count <= entry.size else { throw sizeRefusal(entry, "more") }
        guard read <= budget else {
            throw ArchiveRefusal(
                entry.name, found: "more than \(limits.totalSize) bytes in all entries together",
                expected: "no more than that")
        }
        budget -= read
    }

    private func sizeRefusal(_ entry: ArchiveEntry, _ found: String) -> ArchiveRefusal {
        ArchiveRefusal(entry.name, found: found, expected: "the \(entry.size) bytes that the archive declares")
    }

    private func refuseNested(_ entry: ArchiveEntry, _ bytes: UnsafeRawBufferPointer) throws(ArchiveRefusal) {
        guard let kind = PackedKind.allCases.first(where: { bytes.starts(with: $0.magic) }) else { return }
        throw ArchiveRefusal(entry.name, found: "packed data inside (\(kind.rawValue))", expected: "the file itself")
    }

    private func text(_ error: UnsafeMutablePointer<zip_error_t>) -> String {
        String(cString: zip_error_strerror(error))
    }

    private static func open(_ path: String, _ limits: ArchiveLimits) throws(ArchiveRefused) -> OpaquePointer {
        var code: Int32 = 0
        guard let size = fileSize(path) else {
            throw ArchiveRefused(refusals: [ArchiveRefusal(found: "no file", expected: "a zip archive")])
        }
        // libzip takes a file of nothing for an archive of nothing.
        guard size > 0 else {
            throw ArchiveRefused(refusals: [ArchiveRefusal(found: "an empty file", expected: "a zip archive")])
        }
        guard size <= limits.fileSize else {
            let refusal = ArchiveRefusal(
                found: "\(size) bytes", expected: "an archive of at most \(limits.fileSize) bytes")
            throw ArchiveRefused(refusals: [refusal])
        }
        try refuseDirectory(of: path, limits, isStrict: true)
        guard let handle = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else {
            if code == Int32(ZIP_ER_EXISTS) { try refuseDoubles(in: path, limits) }
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            let refusal = ArchiveRefusal(
                found: "\(String(cString: zip_error_strerror(&error)))", expected: "a whole zip archive")
            throw ArchiveRefused(refusals: [refusal])
        }
        return handle
    }

    /// Before the library takes the whole directory into memory.
    private static func refuseDirectory(
        of path: String, _ limits: ArchiveLimits, isStrict: Bool
    ) throws(ArchiveRefused) {
        for end in ArchiveEnd.all(in: path, isStrict: isStrict) {
            guard end.entries <= limits.entries else {
                let refusal = ArchiveRefusal(found: "\(end.entries) entries", expected: "at most \(limits.entries)")
                throw ArchiveRefused(refusals: [refusal])
            }
            guard end.size <= limits.directorySize else {
                let refusal = ArchiveRefusal(
                    found: "a directory of \(end.size) bytes", expected: "one of at most \(limits.directorySize)")
                throw ArchiveRefused(refusals: [refusal])
            }
        }
    }

    /// The library says only that one name stands twice; its directory says which.
    private static func refuseDoubles(in path: String, _ limits: ArchiveLimits) throws(ArchiveRefused) {
        try refuseDirectory(of: path, limits, isStrict: false)
        guard let handle = zip_open(path, ZIP_RDONLY, nil) else { return }
        defer { zip_discard(handle) }
        _ = try ArchiveDirectory(handle, limits).read()
    }
}

/// What gives away data that is packed itself, whatever its name.
private enum PackedKind: String, CaseIterable {
    case zip
    case emptyZip = "empty zip"
    case gzip
    case bzip2
    case xz
    case sevenZip = "7z"
    case rar
    case zstandard

    var magic: [UInt8] {
        switch self {
        case .zip: [0x50, 0x4B, 0x03, 0x04]
        case .emptyZip: [0x50, 0x4B, 0x05, 0x06]
        case .gzip: [0x1F, 0x8B, 0x08]
        case .bzip2: [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41]
        case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        case .sevenZip: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]
        case .rar: [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07]
        case .zstandard: [0x28, 0xB5, 0x2F, 0xFD]
        }
    }
}

/// How much an archive may hold. What is inside is somebody else's word: it is held to these before and while it is
/// read.
public struct ArchiveLimits: Sendable {
    /// Bytes of the archive's own file.
    public var fileSize: UInt64
    public var entries: Int
    /// Bytes of one entry, unpacked: as declared, and as they come.
    public var entrySize: UInt64
    /// Bytes of all entries together, unpacked.
    public var totalSize: UInt64
    /// Unpacked bytes for one packed, from ``ratioFloor`` on. Tables of ids reach 20; deflate ends at 1,032.
    public var ratio: UInt64
    /// Bytes unpacked below which the ratio does not matter.
    public var ratioFloor: UInt64
    /// Whether names may have folders.
    public var allowsFolders: Bool

    /// Bytes of the longest name.
    public static let longestName = 255

    public init(
        fileSize: UInt64, entries: Int, entrySize: UInt64, totalSize: UInt64, ratio: UInt64 = 200,
        ratioFloor: UInt64 = 1 << 20, allowsFolders: Bool
    ) {
        self.fileSize = fileSize
        self.entries = entries
        self.entrySize = entrySize
        self.totalSize = totalSize
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.allowsFolders = allowsFolders
    }
}

/// A file in an archive, as the archive's directory describes it.
public struct ArchiveEntry: Hashable, Sendable {
    public let name: String
    /// Unpacked, as declared.
    public let size: UInt64
    let index: UInt64
    let packedSize: UInt64
}

/// Why an archive, or one entry of it, is not read.
public struct ArchiveRefusal: Error, Hashable, Sendable {
    /// Nil where the whole archive is meant.
    public let entry: String?
    public let found: String
    public let expected: String

    init(_ entry: String? = nil, found: String, expected: String) {
        self.entry = entry
        self.found = found
        self.expected = expected
    }
}

extension ArchiveRefusal: CustomStringConvertible {
    public var description: String { "\(entry.map { "\($0): " } ?? "")found \(found), expected \(expected)" }
}

/// Every reason there is, the entries in the archive's order.
public struct ArchiveRefused: Error, Sendable {
    public let refusals: [ArchiveRefusal]
}

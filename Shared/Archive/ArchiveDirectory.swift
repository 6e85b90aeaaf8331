import CZip
import Glibc

/// Looks through an archive's directory before anything of it is unpacked.
struct ArchiveDirectory {
    private let handle: OpaquePointer
    private let limits: ArchiveLimits

    init(_ handle: OpaquePointer, _ limits: ArchiveLimits) {
        self.handle = handle
        self.limits = limits
    }

    func read() throws(ArchiveRefused) -> [ArchiveEntry] {
        let count = zip_get_num_entries(handle, 0)
        guard count <= limits.entries else {
            let refusal = ArchiveRefusal(found: "\(count) entries", expected: "at most \(limits.entries)")
            throw ArchiveRefused(refusals: [refusal])
        }
        var refusals: [ArchiveRefusal] = []
        var entries: [ArchiveEntry] = []
        var names: Set<String> = []
        for index in 0..<UInt64(max(0, count)) {
            do throws(ArchiveRefusal) {
                guard let entry = try entry(index) else { continue }
                guard names.insert(entry.name.lowercased()).inserted else {
                    throw ArchiveRefusal(entry.name, found: "a second entry of this name", expected: "one")
                }
                entries.append(entry)
            } catch {
                refusals.append(error)
            }
        }
        refusals += refusedTotal(of: entries)
        guard refusals.isEmpty else { throw ArchiveRefused(refusals: refusals) }
        return entries
    }

    /// Nil for a folder, where those are allowed.
    private func entry(_ index: UInt64) throws(ArchiveRefusal) -> ArchiveEntry? {
        let name = try name(of: index)
        try checkKind(of: index, name)
        if name.hasSuffix("/") { return nil }
        var stat = zip_stat_t()
        zip_stat_init(&stat)
        guard zip_stat_index(handle, index, 0, &stat) == 0,
            stat.valid & Self.needed == Self.needed
        else { throw ArchiveRefusal(name, found: "no sizes", expected: "sizes in the archive's directory") }
        try checkPacking(stat, name)
        try checkSize(stat, name)
        return ArchiveEntry(name: name, size: stat.size, index: index, packedSize: stat.comp_size)
    }

    private static let needed = UInt64(
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD)

    private func name(of index: UInt64) throws(ArchiveRefusal) -> String {
        guard let raw = zip_get_name(handle, index, UInt32(ZIP_FL_ENC_RAW)),
            let name = String(validatingCString: raw), !name.isEmpty
        else { throw ArchiveRefusal("entry \(index + 1)", found: "no name in UTF-8", expected: "a name") }
        guard Self.isHarmless(name) else {
            throw ArchiveRefusal(
                "entry \(index + 1)", found: "a name with control characters, or a path out of the archive",
                expected: "a plain name")
        }
        guard name.utf8.count <= ArchiveLimits.longestName else {
            throw ArchiveRefusal(
                String(String.UnicodeScalarView(name.unicodeScalars.prefix(32))) + "…",
                found: "a name of \(name.utf8.count) bytes", expected: "at most \(ArchiveLimits.longestName)")
        }
        guard limits.allowsFolders || !name.contains("/") else {
            throw ArchiveRefusal(name, found: "a folder", expected: "all files at the root of the archive")
        }
        return name
    }

    private static func isHarmless(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let whole = parts.last == "" ? parts.dropLast() : parts[...]
        return whole.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && !name.contains("\\") && !name.contains(":")
            && name.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: false
                default: true
                }
            }
    }

    /// A link leads elsewhere, a device is no file.
    private func checkKind(of index: UInt64, _ name: String) throws(ArchiveRefusal) {
        var (system, attributes): (UInt8, UInt32) = (0, 0)
        guard zip_file_get_external_attributes(handle, index, 0, &system, &attributes) == 0,
            Int32(system) == Int32(ZIP_OPSYS_UNIX)
        else { return }
        let mode = attributes >> 16 & UInt32(S_IFMT)
        guard [0, UInt32(S_IFREG), UInt32(S_IFDIR)].contains(mode) else {
            throw ArchiveRefusal(name, found: "a link or device", expected: "a file")
        }
    }

    private func checkPacking(_ stat: zip_stat_t, _ name: String) throws(ArchiveRefusal) {
        guard Int32(stat.encryption_method) == Int32(ZIP_EM_NONE) else {
            throw ArchiveRefusal(name, found: "an encrypted entry", expected: "one that is not")
        }
        guard [ZIP_CM_STORE, ZIP_CM_DEFLATE].contains(Int32(stat.comp_method)) else {
            throw ArchiveRefusal(
                name, found: "compression method \(stat.comp_method)", expected: "deflate (8) or none (0)")
        }
    }

    private func checkSize(_ stat: zip_stat_t, _ name: String) throws(ArchiveRefusal) {
        guard stat.size <= limits.entrySize else {
            throw ArchiveRefusal(
                name, found: "\(stat.size) bytes declared", expected: "at most \(limits.entrySize)")
        }
        let (most, isOver) = max(1, stat.comp_size).multipliedReportingOverflow(by: limits.ratio)
        guard stat.size <= limits.ratioFloor || isOver || stat.size <= most else {
            throw ArchiveRefusal(
                name, found: "\(stat.size) bytes packed into \(stat.comp_size)",
                expected: "at most \(limits.ratio) bytes for one packed")
        }
    }

    private func refusedTotal(of entries: [ArchiveEntry]) -> [ArchiveRefusal] {
        // Each is within the limit of one entry: no overflow.
        let total = entries.reduce(UInt64(0)) { $0 + $1.size }
        guard total > limits.totalSize else { return [] }
        return [ArchiveRefusal(found: "\(total) bytes declared in all", expected: "at most \(limits.totalSize)")]
    }
}

/// The size of a regular file that can be read; nil for anything else.
func fileSize(_ path: String) -> UInt64? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, R_OK) == 0 else { return nil }
    return UInt64(max(0, status.st_size))
}

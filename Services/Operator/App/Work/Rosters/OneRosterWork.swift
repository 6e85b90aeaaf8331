import Archive
import EventFeed
import Foundation
import School
import ServiceKit

/// What `zvonok import oneroster` is asked for.
struct OneRosterRequest: Sendable {
    var file: String
    var isStrict = true
    var onlyTry = false
    /// Nil: as the bundle names its maker.
    var source: String?
    var schools: [String: UUID] = [:]
    var grades: [String: Int] = [:]
    /// Nil: today.
    var day: Day?
    /// Nil: nothing is said of schools that are there.
    var zone: String?
    /// How many mistakes are shown.
    var limit = 100
    /// How much of a kind may end, in percent.
    var mayEnd = RosterLoss.usualShare
    /// Later ones of the same source may have been taken.
    var isOlder = false
}

/// A bundle that was read and found right.
struct ReadBundle {
    let manifest: OneRosterManifest
    let roster: Roster
    let warnings: [RosterWarning]
}

/// A delivery with mistakes in it; nothing was sent anywhere.
struct RosterMistaken: Error, CustomStringConvertible {
    let file: String
    let findings: RosterFindings

    var description: String {
        let rest = findings.mistakeCount - findings.mistakes.count
        let count = "\(findings.mistakeCount) mistake\(findings.mistakeCount == 1 ? "" : "s")"
        let lines = ["\(file) has \(count); nothing was imported"] + findings.mistakes.map { "  \($0)" }
        return (lines + (rest > 0 ? ["  and \(rest) more"] : [])).joined(separator: "\n")
    }
}

/// Reads a OneRoster bundle out of its archive.
struct OneRosterWork {
    /// Held to before anything is unpacked: a city of half a million enrolments has 100 MiB.
    static let limits = ArchiveLimits(
        fileSize: 512 << 20, entries: 64, entrySize: 1 << 30, totalSize: 1 << 30, allowsFolders: false)

    let request: OneRosterRequest
    let progress: ImportProgress
    /// Microseconds UTC.
    let now: Int64

    /// - Throws: ``RosterMistaken`` with everything that is wrong, `SchoolZone.Unknown`, ``NoSuchFile``.
    func read() throws -> ReadBundle {
        let zone = try SchoolZone(named: RosterZone(request.zone).name)
        var reader = OneRosterReader(isStrict: request.isStrict, limit: request.limit)
        guard let archive = try open(&reader) else { throw mistaken(reader.findings) }
        readManifest(archive, &reader)
        readFiles(archive, &reader)
        guard let bundle = reader.bundle, reader.isWhole else { throw mistaken(reader.findings) }
        progress.show("checking", "\(reader.rows) rows")
        return try map(bundle, zone, reader.unheld, reader.findings)
    }

    private var fileName: String { request.file.split(separator: "/").last.map(String.init) ?? request.file }

    private func mistaken(_ findings: RosterFindings) -> RosterMistaken {
        RosterMistaken(file: fileName, findings: findings)
    }

    private func open(_ reader: inout OneRosterReader) throws -> ZipArchive? {
        guard OperatorFiles.isFile(request.file) else { throw NoSuchFile(path: request.file) }
        do {
            return try ZipArchive(path: request.file, limits: Self.limits)
        } catch {
            for refusal in error.refusals { note(refusal, &reader) }
            return nil
        }
    }

    private func note(_ refusal: ArchiveRefusal, _ reader: inout OneRosterReader) {
        reader.refuse(
            RosterPlace(file: refusal.entry ?? fileName), .words(refusal.found), expected: refusal.expected)
    }

    private func readManifest(_ archive: ZipArchive, _ reader: inout OneRosterReader) {
        guard let entry = archive.entries.first(where: { $0.name == OneRosterFile.manifest }) else {
            return reader.refuse(
                RosterPlace(file: OneRosterFile.manifest), .nothing,
                expected: "this file: without it a bundle is OneRoster 1.0, which is not read")
        }
        var copy = reader
        if unpack(entry, archive, &copy, { $0.readManifest($1) }) { copy.endManifest() }
        reader = copy
    }

    private func readFiles(_ archive: ZipArchive, _ reader: inout OneRosterReader) {
        let entries = Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in first }
        for (file, name) in reader.files(named: archive.entries.map(\.name)) {
            guard let entry = entries[name] else { continue }
            reader.begin(file)
            if unpack(entry, archive, &reader, { $0.read($1) }) { reader.end() } else { reader.abandon() }
        }
    }

    /// - Returns: false if the entry could not be read to its end, which was noted.
    private func unpack(
        _ entry: ArchiveEntry, _ archive: ZipArchive, _ reader: inout OneRosterReader,
        _ take: (inout OneRosterReader, UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        var count = 0
        do {
            try archive.read(entry) { bytes in
                take(&reader, bytes)
                count += bytes.count
                progress.show("reading \(entry.name)", "\((count + 1023) / 1024) of \((entry.size + 1023) / 1024) KiB")
            }
            return true
        } catch let refusal as ArchiveRefusal {
            note(refusal, &reader)
        } catch {
            reader.refuse(RosterPlace(file: entry.name), .words("\(error)"), expected: "an entry that can be read")
        }
        return false
    }

    private func map(
        _ bundle: OneRosterBundle, _ zone: SchoolZone, _ unheld: [OneRosterAsked], _ findings: RosterFindings
    ) throws -> ReadBundle {
        var findings = findings
        let source = request.source ?? OneRosterSource(bundle).name(&findings, digest: RosterID.digest(.none))
        let day = request.day ?? zone.local(atMicroseconds: now).day
        let options = OneRosterOptions(
            source: source, day: day, zone: RosterZone(request.zone), schools: request.schools, grades: request.grades)
        var mapping = OneRosterMapping(bundle, isStrict: request.isStrict, options, findings: findings, unheld: unheld)
        {
            RosterID.school(source: source, id: $0)
        }
        var roster = mapping.roster()
        roster.isOlder = request.isOlder
        guard mapping.findings.isClean else { throw mistaken(mapping.findings) }
        return ReadBundle(manifest: bundle.manifest, roster: roster, warnings: mapping.findings.warnings)
    }
}

/// A file that was named and is not there, or cannot be read.
struct NoSuchFile: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path): no such file, or it cannot be read" }
}

/// Ids that an import gives itself: the same for the same thing of the same source, wherever it is imported.
enum RosterID {
    static func school(source: String, id: String) -> UUID {
        .version5(namespace: .none, name: [source, "school", id].joined(separator: "\u{241F}"))
    }
}

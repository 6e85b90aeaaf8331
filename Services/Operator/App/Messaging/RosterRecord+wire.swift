import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

/// A roster as the journal takes it in a staged import: an `OpenRoster`, a message for each entry, a `CloseRoster`.
struct RosterChunks {
    /// Bytes of one chunk; the journal takes a mebibyte.
    private static let size = 1 << 20
    /// What each staged command takes beside its own bytes, at most.
    private static let frame = 8

    let roster: Roster
    /// The school of the stage itself; each entry names its own.
    let school: UUID

    /// How many commands it has.
    var count: Int { roster.entries.count + 2 }

    /// Hands over chunk by chunk, with the index of the first command in it.
    func forEach(_ body: (_ content: Data, _ first: Int) async throws -> Void) async throws {
        var part = WireStagedCommands()
        var (size, first) = (0, 0)
        for index in 0..<count {
            let command = try self[index]
            let length = command.body.count + command.name.utf8.count + command.schoolID.count + Self.frame + 8
            if size + length > Self.size {
                try await body(try part.serializedData(), first)
                part = WireStagedCommands()
                (size, first) = (0, index)
            }
            part.commands.append(command)
            size += length
        }
        try await body(try part.serializedData(), first)
    }

    /// Where a command comes from; nil for the first and the last, which no file holds.
    func entry(_ index: Int) -> RosterEntry? {
        roster.entries.indices.contains(index - 1) ? roster.entries[index - 1] : nil
    }

    private subscript(index: Int) -> WireStagedCommand {
        get throws {
            let entry = entry(index)
            let message: any Message = entry.map(\.record.message) ?? ends(index)
            return try WireStagedCommand.with {
                $0.name = type(of: message).shortName
                $0.body = try message.serializedData()
                $0.schoolID = (entry?.school ?? school).data
            }
        }
    }

    private func ends(_ index: Int) -> any Message {
        if index == 0 { WireOpenRoster(roster) } else { WireCloseRoster() }
    }

    /// The command that applies the stage.
    static func apply(_ stage: UUID, chunks: Int, onlyTry: Bool, school: UUID, at instant: Int64) throws -> Command {
        let body = WireApplyStage.with {
            $0.stageID = stage.data
            $0.chunks = UInt32(chunks)
            if onlyTry { $0.onlyTry = true }
        }
        return Command(
            id: .version7(atMicroseconds: instant), sender: "", issuedAt: instant, actor: .none, school: school,
            name: "ApplyStage", body: try body.serializedData())
    }
}

extension RosterRecord {
    fileprivate var message: any Message {
        switch self {
        case .putSchool(let id, let name, let zone): WirePutSchool(id, name, zone)
        case .putCourse(let id, let name, let policy): WirePutCourse(id, name, policy)
        case .putClass(let id, let parallel, let letter, let year, let terms):
            WirePutClass(id, parallel, letter, year, terms)
        case .putGroup(let id, let schoolClass, let name, let isWhole): WirePutGroup(id, schoolClass, name, isWhole)
        case .putStaff(let id, let name, let post, let email): WirePutStaff(id, name, post, email)
        case .putPupil(let id, let name, let birthDate): WirePutPupil(id, name, birthDate)
        case .putGuardian(let id, let name, let email, let phone): WirePutGuardian(id, name, email, phone)
        case .putEnrolment(let id, let pupil, let target, let first, let last, let order):
            WirePutEnrolment(id, pupil, target, first, last, order)
        case .putGuardianship(let id, let guardian, let pupil, let basis, let first, let last):
            WirePutGuardianship(id, guardian, pupil, basis, first, last)
        case .onlyGuardianships(let person, let keep): WireOnlyGuardianships(person, keep)
        case .remove(let kind, let id):
            WireRemoveRecord.with {
                $0.kind = WireRosterKind(kind)
                $0.sourcedID = id
            }
        case .putName(let thing): WirePutName(thing)
        case .checkName(let kind, let id):
            WireCheckName.with { ($0.kind, $0.sourcedID) = (WireNamedKind(kind), id) }
        case .removeName(let kind, let id):
            WireRemoveName.with { ($0.kind, $0.sourcedID) = (WireNamedKind(kind), id) }
        case .removeParts(let user, let parts):
            WireRemoveParts.with { ($0.userSourcedID, $0.part) = (user, parts.map(WireRosterKind.init)) }
        }
    }
}

extension WireRosterKind {
    fileprivate init(_ kind: RosterKind) { self = WireRosterKind(rawValue: kind.rawValue) ?? .unspecified }
}

extension WireNamedKind {
    fileprivate init(_ kind: NamedKind) { self = WireNamedKind(rawValue: kind.rawValue) ?? .unspecified }
}

extension WirePutName {
    fileprivate init(_ thing: NamedThing) {
        self.init()
        kind = WireNamedKind(thing.kind)
        sourcedID = thing.id
        if let year = thing.schoolYear { schoolYear = UInt32(clamping: year) }
        guard let role = thing.role else { return }
        userSourcedID = role.user
        if let part = role.part { self.part = WireRosterKind(part) }
        if let school = role.school { schoolID = school.data }
    }
}

extension WireOpenRoster {
    fileprivate init(_ roster: Roster) {
        self.init()
        source = roster.source
        effectiveDay = roster.effectiveDay.rawValue
        if roster.isOlder { older = true }
        if let instant = roster.changedAt { changedAt = instant }
        whole = roster.whole.sorted { $0.rawValue < $1.rawValue }.map(WireRosterKind.init)
        wholeNames = roster.wholeNames.sorted { $0.rawValue < $1.rawValue }.map(WireNamedKind.init)
    }
}

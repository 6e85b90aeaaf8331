import EventFeed
import Foundation
import ZeroMQ

/// Edits an allow-list's file: one sender at a time, the file replaced at one stroke, its owner and mode kept.
///
/// Nothing is written that says anything else than was meant: the new text is read as the service would read it, and
/// every other sender must come out as it was.
public struct AllowListEditor: Sendable {
    /// Where links lead to.
    public let path: String
    private let changeOwner: FileReplacement.ChangeOwner

    public init(path: String) {
        self.init(path: path, changeOwner: { chown($0, $1, $2) })
    }

    init(path: String, changeOwner: @escaping FileReplacement.ChangeOwner) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        self.changeOwner = changeOwner
    }

    /// The folder it lies in.
    public var folder: String { DurableFiles.directory(of: path) }

    /// Who stands in it.
    public func senders() throws(ConfigurationError) -> [SenderRights] { try AllowListFile.read(path) }

    /// A sender's keys in the order in which they were added.
    public func keys(of name: String) throws -> [CurvePublicKey] {
        try AllowListFile.orderedKeys(path)[name] ?? []
    }

    /// One edit.
    public enum Change: Sendable {
        /// Adds a sender that is not there yet.
        case add(AllowListEntry)
        case remove(String)
        case setKeys([CurvePublicKey], of: String)

        var name: String {
            switch self {
            case .add(let entry): entry.name
            case .remove(let name), .setKeys(_, let name): name
            }
        }
    }

    /// Writes an edit beside the list and checks it; the list is as it was until the edit is committed.
    /// - Throws: ``AllowListEditError``, `ConfigurationError`, ``OwnerNotKept``, `SystemError`.
    public func prepare(_ change: Change) throws -> AllowListEdit {
        let name = change.name
        return try FileReplacement.locked(path, changeOwner: changeOwner) { file in
            let before = try senders()
            var text = try AllowListText(String(decoding: file.content, as: UTF8.self))
            try text.apply(change)
            let bytes = Data(text.text.utf8)
            let draft = try file.draft(bytes) { draft in
                let after = try AllowListFile.read(draft)
                guard try Self.holds(change, draft, after) else { throw AllowListEditError.changedMore(name) }
                let others = { (senders: [SenderRights]) in senders.filter { $0.name != name } }
                if let other = Self.difference(others(before), others(after)) {
                    throw AllowListEditError.changedMore("the sender \(other)")
                }
            }
            return AllowListEdit(
                path: path, draft: draft, before: file.content, after: bytes, changeOwner: changeOwner)
        }
    }

    /// - Throws: as ``prepare(_:)``; then the file is as it was.
    public func edit(_ change: Change) throws {
        try prepare(change).commit()
    }

    /// The file says what was meant.
    private static func holds(_ change: Change, _ path: String, _ senders: [SenderRights]) throws -> Bool {
        let written = senders.first { $0.name == change.name }
        switch change {
        case .add(let entry): return written == entry.rights
        case .remove: return written == nil
        case .setKeys(let keys, let name): return try AllowListFile.orderedKeys(path)[name] == keys
        }
    }

    private static func difference(_ before: [SenderRights], _ after: [SenderRights]) -> String? {
        if let other = zip(before, after).first(where: { $0 != $1 }) { return other.0.name }
        return before.count == after.count ? nil : (before + after).last?.name
    }
}

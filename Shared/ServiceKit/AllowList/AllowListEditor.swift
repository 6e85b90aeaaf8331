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

    public init(path: String) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Who stands in it.
    public func senders() throws(ConfigurationError) -> [SenderRights] { try AllowListFile.read(path) }

    /// A sender's keys in the order in which they were added.
    public func keys(of name: String) throws -> [CurvePublicKey] {
        try AllowListFile.orderedKeys(path)[name] ?? []
    }

    /// One edit. Each gives what stood in the file before.
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

    /// - Returns: what stood in the file before.
    /// - Throws: ``AllowListEditError``, `ConfigurationError`, `SystemError`; then the file is as it was.
    @discardableResult
    public func edit(_ change: Change) throws -> Data {
        let name = change.name
        return try FileReplacement.locked(path) { file in
            let before = try senders()
            var text = try AllowListText(String(decoding: file.content, as: UTF8.self))
            try text.apply(change)
            try file.replace(with: Data(text.text.utf8)) { draft in
                let after = try AllowListFile.read(draft)
                guard try Self.holds(change, draft, after) else { throw AllowListEditError.changedMore(name) }
                let others = { (senders: [SenderRights]) in senders.filter { $0.name != name } }
                if let other = Self.difference(others(before), others(after)) {
                    throw AllowListEditError.changedMore("the sender \(other)")
                }
            }
            return file.content
        }
    }

    /// Puts back what stood in the file before an edit.
    public func put(back content: Data) throws {
        try FileReplacement.locked(path) { try $0.replace(with: content) }
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

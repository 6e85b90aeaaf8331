import Foundation

/// An edit of an allow-list that is written and checked, and waits beside the list.
public struct AllowListEdit: Sendable {
    let path: String
    let draft: String
    let before: Data
    let after: Data
    let changeOwner: FileReplacement.ChangeOwner

    /// Puts it in the list's place, on disk when it returns.
    /// - Throws: ``AllowListEditError/changedMeanwhile`` where somebody has written the list since; then it is as it
    /// was.
    public func commit() throws {
        do {
            try FileReplacement.locked(path, changeOwner: changeOwner) { file in
                guard file.content == before else { throw AllowListEditError.changedMeanwhile }
                try file.put(draft)
            }
        } catch {
            discard()
            throw error
        }
    }

    /// Leaves the list as it is.
    public func discard() { try? DurableFiles.remove(draft) }

    /// Puts back what stood there before, unless somebody has written something else since.
    /// - Returns: whether the list is as it was.
    public func undo() throws -> Bool {
        try FileReplacement.locked(path, changeOwner: changeOwner) { file in
            guard file.content == after else { return false }
            try file.replace(with: before)
            return true
        }
    }
}

extension AllowListEditor {
    /// Takes away what edits left beside the list that were killed before they were committed: for whoever knows that no
    /// other edit is being made.
    public func removeDrafts() throws {
        let start = FileReplacement.draftName(of: URL(fileURLWithPath: path).lastPathComponent)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix(start) {
            if Int32(name.dropFirst(start.count)) != nil { try DurableFiles.remove("\(folder)/\(name)") }
        }
    }

    /// Beside a list that was edited, until its service is known to have read it or to be off. Who is killed in between
    /// leaves it, and the next edit knows that the service may go by an older list.
    private var mark: String { path + ".unread" }

    /// Whether its service may go by an older list.
    public var isUnread: Bool { DurableFiles.exists(mark) }

    public func markUnread() throws {
        if !isUnread { try NewFile.write(Data(), to: mark) }
    }

    public func markRead() throws { try DurableFiles.remove(mark) }
}

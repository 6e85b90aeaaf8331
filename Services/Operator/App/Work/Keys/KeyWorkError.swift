/// Why keys were not changed.
struct KeyWorkError: Error, CustomStringConvertible {
    let description: String
}

/// A secret key's file could not be dealt with; what the lists say of its key may have been changed before.
struct KeyFileError: Error, CustomStringConvertible {
    let description: String
}

/// Another command changes keys.
struct KeysInUse: Error, CustomStringConvertible {
    let folder: String

    var description: String { "another zvonok keys is at work in \(folder): try again when it has ended" }
}

/// Keys were changed, but not everywhere: what is left, service by service.
struct KeysUnfinished: Error, CustomStringConvertible {
    /// A service, and why.
    typealias Item = (service: String, why: String)

    /// Those that go on by the list they had.
    var stale: [Item] = []
    /// Those that would not take the list, which is as it was again.
    var refused: [Item] = []
    /// Those whose list could not be written.
    var unwritten: [Item] = []
    /// Those whose list is not on this machine.
    var elsewhere: [String] = []
    /// Whether anything was changed.
    var isChanged = true

    var isEmpty: Bool { stale.isEmpty && refused.isEmpty && unwritten.isEmpty && elsewhere.isEmpty }

    var description: String {
        var lines = stale.map { "\($0.service) STILL GOES BY ITS OLD LIST: \($0.why)" }
        lines += refused.map { "\($0.service) does not take the list, which is as it was again: \($0.why)" }
        lines += unwritten.map { "the list of \($0.service) was not changed: \($0.why)" }
        if !elsewhere.isEmpty {
            lines.append(
                "not on this machine, and not changed: the lists of \(elsewhere.joined(separator: ", ")). Do the same "
                    + "there, and name the services of this machine here by --at")
        }
        if !stale.isEmpty || !unwritten.isEmpty {
            lines.append(
                "once that is mended, give the same command again; a service that is restarted reads its list, too")
        }
        return lines.joined(separator: "\n")
    }
}

import Foundation
import Glibc
import ServiceKit
import ZeroMQ

/// The files of a secret key that another takes the place of. Killed between any two steps, or without power, there is
/// always a whole key under the file's own name, and the same steps go on.
struct KeyExchange: Sendable {
    let file: String
    let step: @Sendable (KeyStep) throws -> Void

    /// The new key until it takes the place.
    var new: String { file + ".new" }
    /// The old one until the rotation is finished: who cannot start with the new key goes back to it.
    var old: String { file + ".old" }

    /// The public part of the key that was made before, whether it has taken the place already or not; nil: none was.
    /// - Parameter allowed: the keys that stand in the lists. What was kept of a rotation long ago stands in none.
    func made(_ allowed: Set<CurvePublicKey>) throws -> CurvePublicKey? {
        if exists(new) { return try key(in: new) }
        guard exists(old) else { return nil }
        let (kept, present) = (try key(in: old), try key(in: file))
        return kept != present && allowed.contains(kept) ? present : nil
    }

    /// Makes the new key.
    func make() throws -> CurvePublicKey {
        // A draft that is whole takes its name in one step: a torn one would stand in the way of each later try.
        let draft = new + "-draft"
        try remove(draft)
        let keys = try CurveKeyPair.make()
        try keys.write(to: draft)
        try rename(draft, to: new)
        try step(.keyMade)
        return keys.publicKey
    }

    /// - Returns: false where it has taken the place already.
    func exchange() throws -> Bool {
        guard exists(new) else { return false }
        let isKept = try exists(old) && key(in: old) == key(in: file)
        if !isKept {
            // Of a rotation long ago that was never finished.
            try remove(old)
            guard link(file, old) == 0 else { throw failure("keep \(file) as \(old)") }
            try sync()
        }
        try step(.oldKept)
        try rename(new, to: file)
        try step(.exchanged)
        return true
    }

    /// The public part of the key that stays.
    /// - Throws: ``KeyWorkError`` where the new one has not taken its place yet.
    func finished() throws -> CurvePublicKey {
        guard !exists(new) else {
            throw KeyWorkError(
                description: "the new key in \(new) has not taken its place yet: first zvonok keys rotate without "
                    + "--finish once more, until it ends well")
        }
        return try key(in: file)
    }

    /// - Returns: whether there was one.
    func removeOld() throws -> Bool {
        guard exists(old) else { return false }
        try remove(old)
        try sync()
        try step(.oldRemoved)
        return true
    }

    // MARK: Files

    private func key(in path: String) throws -> CurvePublicKey { try CurveKeyPair(contentsOf: path).publicKey }

    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove \(path)") }
    }

    private func rename(_ source: String, to target: String) throws {
        guard Glibc.rename(source, target) == 0 else { throw failure("put \(source) in the place of \(target)") }
        try sync()
    }

    /// Names are on disk too.
    private func sync() throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync \(folder)") }
    }

    /// Takes `errno`, so it is made directly after the failed call.
    private func failure(_ what: String) -> KeyFileError {
        KeyFileError(description: "cannot \(what): \(String(cString: strerror(errno)))")
    }
}

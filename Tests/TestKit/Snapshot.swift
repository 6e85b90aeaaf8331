import Foundation

/// Texts kept with the tests, to see at a glance what a change does to a page.
///
/// `ZVONOK_REWRITE_SNAPSHOTS=1 swift test --skip-build --filter …` writes them anew; look at the difference before
/// committing it.
public enum Snapshot {
    /// What is different between a text and the one kept under this name in the `Snapshots` folder of the test target; nil
    /// if nothing is. Markup is kept an element a line.
    public static func difference(_ text: String, named name: String, file: String = #filePath) throws -> String? {
        let folder = folder(of: file)
        let place = folder.appendingPathComponent(name)
        let lines = text.replacing("><", with: ">\n<") + (text.hasSuffix("\n") ? "" : "\n")
        if ProcessInfo.processInfo.environment["ZVONOK_REWRITE_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try lines.write(to: place, atomically: true, encoding: .utf8)
            return nil
        }
        guard let kept = try? String(contentsOf: place, encoding: .utf8) else {
            return "there is no snapshot \(name); ZVONOK_REWRITE_SNAPSHOTS=1 writes it"
        }
        return kept == lines ? nil : firstDifference(kept, lines, name)
    }

    /// `Tests/WebTests/Snapshots` for any file below `Tests/WebTests`.
    private static func folder(of file: String) -> URL {
        var folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        while folder.deletingLastPathComponent().lastPathComponent != "Tests", folder.path != "/" {
            folder.deleteLastPathComponent()
        }
        return folder.appendingPathComponent("Snapshots")
    }

    private static func firstDifference(_ kept: String, _ present: String, _ name: String) -> String {
        let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
        let new = present.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).prefix { $0 == $1 }.count
        let (before, after) = (line < old.count ? old[line] : "(end)", line < new.count ? new[line] : "(end)")
        return "\(name):\(line + 1) was:\n\(before)\nis:\n\(after)"
    }
}

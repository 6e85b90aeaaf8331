import School

/// Counts the changes of one thing, from 1; 0 where the thing is not there yet.
typealias Version = UInt32

/// The rule of every edit: it is made against the present version or not at all.
enum VersionRule {
    /// Nothing is changed so often: a higher version comes from no form of ours. Far below what the type holds, so that
    /// the next one can always be named.
    static let highest: Version = 1_000_000_000

    /// A version as a form holds it; nil for a number that no thing can have.
    /// - Throws: ``Unreadable`` for what is no number.
    static func read(_ text: String) throws(Unreadable) -> Version? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw Unreadable()
        }
        return Version(text).flatMap { $0 <= highest ? $0 : nil }
    }

    /// A text that is no number.
    struct Unreadable: Error {}

    /// - Parameters:
    ///   - present: what stands there now, in words. Never a person's name: answers are kept, cards can be erased.
    ///   - proposed: what the command would have written.
    /// - Throws: `conflict` with both values.
    static func check(
        _ expected: Version, against current: Version, present: @autoclosure () -> String,
        proposed: @autoclosure () -> String
    ) throws(Rejection) {
        guard expected != current else { return }
        throw Rejection(
            .conflict, field: "expected_version", "made against version \(expected); the present one is \(current)",
            conflict: .init(currentVersion: UInt64(current), currentValue: present(), proposedValue: proposed()))
    }
}

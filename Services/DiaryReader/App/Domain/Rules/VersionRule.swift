import School

/// Counts the changes of one thing, from 1; 0 where the thing is not there yet.
typealias Version = UInt32

/// The rule of every edit: it is made against the present version or not at all.
enum VersionRule {
    /// - Parameters:
    ///   - present: what stands there now, in words. Never an address or a login: answers are kept, cards can be erased.
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

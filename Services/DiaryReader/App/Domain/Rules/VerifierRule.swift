/// What a password is checked against (PHC string format): its shape and its cost.
enum VerifierRule {
    /// In bytes; a salt of 16 and a hash of 32 make 87.
    static let limit = 200
    private static let prefix = "$scrypt$ln=15,r=8,p=1$"
    private static let base64 = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func allows(_ text: String) -> Bool {
        guard text.utf8.count <= limit, text.hasPrefix(prefix) else { return false }
        let parts = text.utf8.dropFirst(prefix.utf8.count).split(
            separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(base64.contains) }
    }
}

// What a refusal is about. A mail ends only by a verdict on its recipient or on itself; what is refused to whoever sends
// is refused to every mail, and ends when settings are mended.
extension SMTPReply {
    /// There is no such mailbox, it has moved, it takes no mail (RFC 5321, 4.2.3; RFC 7504).
    private static let aboutRecipient: Set = [550, 551, 552, 553, 556]
    /// A login is wanted, or was not taken (RFC 4954, 6).
    private static let aboutLogin: Set = [530, 534, 535, 538]
    /// Subjects of RFC 3463: the address and the mailbox; the message's form; security and policy.
    private static let (address, mailbox, policy) = (1, 2, 7)

    /// It refuses this mail or its recipient for good.
    var isVerdict: Bool {
        guard isPermanent, !Self.aboutLogin.contains(code) else { return false }
        switch phase {
        case .session, .sender: return false
        case .recipient: return Self.aboutRecipient.contains(code) || subject == Self.address || subject == Self.mailbox
        case .data, .body, .handedOver, .finished: return subject != Self.policy
        }
    }
}

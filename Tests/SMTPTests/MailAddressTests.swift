import SMTP
import Testing

struct MailAddressTests {
    @Test(arguments: [
        "a@b", "o'neil+school@mail.example.ru", "first.last@xn--80ak6aa92e.xn--p1ai", "1@2.3",
        String(repeating: "l", count: 64) + "@" + String(repeating: "d", count: 63) + ".ru",
    ])
    func takesWhatNeedsNoQuoting(_ text: String) {
        #expect(MailAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "\"a\"@b", "a@[127.0.0.1]", "мама@почта.рф", "a@b_c", ".a@b",
        "a.@b",
        "a..b@c", "a@b..c", "a@.b", "a@-b", "a@b-", "a@b.", "<a@b>", "a,b@c", "a@b>\r\nRCPT TO:<c@d", "a@b\r\nDATA",
        "a@b\n", "a\0@b", "a\u{7F}@b",
        String(repeating: "l", count: 65) + "@b", "a@" + String(repeating: "d", count: 64),
    ])
    func refusesWhatCouldBeReadAsSomethingElse(_ text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func endsAtItsLengthInBytes() {
        let domain = Array(repeating: String(repeating: "d", count: 61), count: 4).joined(separator: ".")
        let longest = String(repeating: "l", count: MailAddress.maximumLength - domain.utf8.count - 1) + "@" + domain
        #expect(MailAddress(longest) != nil)
        #expect(MailAddress("l" + longest) == nil)
    }
}

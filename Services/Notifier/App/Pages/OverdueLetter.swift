import Foundation
import SMTP
import School
import Web

/// What one member of staff has not entered in time, in words.
struct OverdueLetter {
    private let mail: OverdueMail
    private let head: Letterhead

    init(_ mail: OverdueMail, on head: Letterhead) {
        self.mail = mail
        self.head = head
    }

    var letter: Letter {
        let shown = mail.items.prefix(Letter.maximumEntries)
        return Letter(
            subject: head.say(OverdueMailWords.subject(mail.items.count)),
            blocks: [head.say(MailWords.greeting), head.say(OverdueMailWords.opening(mail.items.count))]
                + shown.map(entry) + [
                    mail.items.count > shown.count ? head.say(MailWords.more(mail.items.count - shown.count)) : "",
                    head.say(MailWords.automatic),
                ])
    }

    private func entry(_ item: OverdueMail.Item) -> String {
        let place: [String?] = [
            head.say(DateWords.day(item.day)), item.lessonNumber.map { head.say(OverdueMailWords.lesson($0)) },
            clean(item.group), clean(item.subject),
        ]
        let duty = head.say(OverdueMailWords.duty(item.rule) ?? OverdueMailWords.otherDuty)
        let due = OverdueMailWords.due(limit(item.due), clause: item.clause)
        return """
            \(place.compactMap { $0 }.joined(separator: ", ")): \(duty)
              \(head.say(due))
              \(head.lesson(item.lesson))
            """
    }

    /// 00:00 is said as the end of the day before: nobody reads it as such.
    private func limit(_ due: SchoolZone.Local) -> Phrase {
        due.minute == .midnight
            ? DateWords.untilEnd(of: due.day - 1, today: mail.today) : DateWords.until(due, today: mail.today)
    }

    private func clean(_ text: String?) -> String? { text.flatMap(HeaderText.init)?.text }
}

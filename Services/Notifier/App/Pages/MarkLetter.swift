import Foundation
import SMTP
import School
import Web

/// A child's marks in words: the child's own and nobody else's, no rank, no average.
struct MarkLetter {
    private let mail: MarkMail
    private let head: Letterhead

    init(_ mail: MarkMail, on head: Letterhead) {
        self.mail = mail
        self.head = head
    }

    var letter: Letter {
        let days = Dictionary(grouping: shown, by: \.day).sorted { $0.key < $1.key }
        let newest = mail.told.last?.day
        return Letter(
            subject: head.say(MarkMailWords.subject(child)),
            blocks: [
                head.say(MailWords.greeting), head.say(MarkMailWords.opening(mail.told.count, child)),
            ] + days.map { block($0.key, $0.value) } + [
                mail.told.count > shown.count ? head.say(MailWords.more(mail.told.count - shown.count)) : "",
                newest.map { head.say(MarkMailWords.diary) + head.week(of: mail.child, $0) } ?? "",
                head.say(MailWords.automatic),
            ])
    }

    private var shown: ArraySlice<MarkMail.Told> { mail.told.prefix(Letter.maximumEntries) }

    /// A name that could not stand in a header is left out, never mended.
    private var child: Phrase {
        mail.childName.flatMap(HeaderText.init).map { .data($0.text) } ?? MailWords.yourChild
    }

    private func block(_ day: Day, _ marks: [MarkMail.Told]) -> String {
        ([head.say(DateWords.weekdayAndDay(day))] + marks.map(line)).joined(separator: "\n")
    }

    private func line(_ mark: MarkMail.Told) -> String {
        let subject = mark.subject.flatMap(HeaderText.init)?.text ?? head.say(MarkMailWords.otherSubject)
        let work = mark.workKind.flatMap(MarkMailWords.work).map { ", " + head.say($0) } ?? ""
        return "  \(subject): \(head.say(change(mark)))\(work)"
    }

    private func change(_ mark: MarkMail.Told) -> Phrase {
        switch (mark.before, mark.after) {
        case (nil, let after?): MarkMailWords.value(after)
        case (let before?, let after?):
            MarkMailWords.changed(from: MarkMailWords.value(before), to: MarkMailWords.value(after))
        case (let before?, nil): MarkMailWords.withdrawn(MarkMailWords.value(before))
        case (nil, nil): .data("")
        }
    }
}

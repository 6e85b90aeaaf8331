import School
import Web

/// What mails say.
enum MailWords {
    /// The name beside the sender's address, where none is configured.
    static let sender = Phrase(ru: "Звонок: школьный дневник", en: "Zvonok: school diary")
    static let greeting = Phrase(ru: "Здравствуйте!", en: "Good day!")
    static let yourChild = Phrase(ru: "ваш ребёнок", en: "your child")
    static let automatic = Phrase(
        ru: "Письмо отправлено автоматически, отвечать на него не нужно.",
        en: "This mail was sent automatically; no answer is needed.")

    static func more(_ count: Int) -> Phrase {
        Phrase(ru: "и ещё ", en: "and ")
            + .counted(count, ru: ("запись", "записи", "записей"), en: ("more entry", "more entries"))
    }
}

/// What a mail about marks says.
enum MarkMailWords {
    static func subject(_ child: Phrase) -> Phrase { Phrase(ru: "Оценки: ", en: "Marks: ") + child }

    static func opening(_ count: Int, _ child: Phrase) -> Phrase {
        Phrase(ru: "В дневнике ", en: "In the diary there ")
            + Phrase.plural(count, ru: ("", "", ""), en: ("is ", "are "))
            + .counted(
                count,
                ru: ("новая или изменённая оценка", "новые или изменённые оценки", "новых или изменённых оценок"),
                en: ("new or changed mark", "new or changed marks"))
            + Phrase(ru: ": ", en: ": ") + child + Phrase(ru: ".", en: ".")
    }

    static let diary = Phrase(ru: "Дневник за эту неделю: ", en: "The diary of that week: ")
    static let otherSubject = Phrase(ru: "Предмет не указан", en: "Subject not named")

    static func changed(from before: Phrase, to after: Phrase) -> Phrase {
        Phrase(ru: "исправлена: было ", en: "changed: it was ") + before + Phrase(ru: ", стало ", en: ", now ") + after
    }

    static func withdrawn(_ before: Phrase) -> Phrase {
        Phrase(ru: "снята (была ", en: "withdrawn (it was ") + before + .data(")")
    }

    static func value(_ value: MarkValue) -> Phrase {
        switch value {
        case .points(let points): .data("\(points)")
        case .pass: Phrase(ru: "зачёт", en: "pass")
        case .fail: Phrase(ru: "незачёт", en: "fail")
        case .owed: Phrase(ru: "точка (работу нужно сдать)", en: "owed (the work is still to be handed in)")
        }
    }

    /// What a mark is for, by the number of the kind in `journal_works.proto`; nil for one not known here.
    static func work(_ kind: Int) -> Phrase? { works[kind] }

    private static let works: [Int: Phrase] = [
        1: Phrase(ru: "ответ на уроке", en: "answer in class"),
        2: Phrase(ru: "домашняя работа", en: "homework"),
        3: Phrase(ru: "контрольная работа", en: "control work"),
        4: Phrase(ru: "самостоятельная работа", en: "independent work"),
        5: Phrase(ru: "проверочная работа", en: "check"),
        6: Phrase(ru: "практическая работа", en: "practical work"),
        7: Phrase(ru: "лабораторная работа", en: "laboratory work"),
        8: Phrase(ru: "диктант", en: "dictation"),
        9: Phrase(ru: "изложение", en: "exposition"),
        10: Phrase(ru: "сочинение", en: "composition"),
        11: Phrase(ru: "тест", en: "test"),
        12: Phrase(ru: "проект", en: "project"),
        13: Phrase(ru: "зачётная работа", en: "credit work"),
        14: Phrase(ru: "экзамен", en: "exam"),
        15: Phrase(ru: "ВПР", en: "national check"),
    ]
}

/// What a mail about overdue entries says.
enum OverdueMailWords {
    static func subject(_ count: Int) -> Phrase {
        Phrase(ru: "Не заполнено в журнале: ", en: "Not entered in the journal: ") + entries(count)
    }

    static func opening(_ count: Int) -> Phrase {
        Phrase(ru: "В журнале ", en: "In the journal, ") + entries(count)
            + Phrase.plural(
                count, ru: (" просрочена:", " просрочены:", " просрочены:"), en: (" is overdue:", " are overdue:"))
    }

    static func lesson(_ number: Int) -> Phrase { Phrase(ru: "\(number)-й урок", en: "lesson \(number)") }

    /// By the number of the rule in `alerts.proto`; nil for one not known here.
    static func duty(_ rule: Int) -> Phrase? { duties[rule] }

    static let otherDuty = Phrase(ru: "запись в журнале", en: "an entry")

    static func due(_ moment: Phrase, clause: String) -> Phrase {
        Phrase(ru: "срок истёк ", en: "was due ") + moment
            + Phrase(ru: ", пункт \(clause)", en: ", clause \(clause)")
    }

    private static let duties: [Int: Phrase] = [
        1: Phrase(ru: "тема урока", en: "topic"),
        2: Phrase(ru: "домашнее задание", en: "homework"),
        3: Phrase(ru: "посещаемость", en: "roll"),
        4: Phrase(ru: "оценки за работу", en: "marks"),
    ]

    private static func entries(_ count: Int) -> Phrase {
        .counted(count, ru: ("запись", "записи", "записей"), en: ("entry", "entries"))
    }
}

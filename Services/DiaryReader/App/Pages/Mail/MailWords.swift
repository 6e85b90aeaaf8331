import Web

enum MailWords {
    static let title = Phrase(ru: "Письма об оценках", en: "Mail about marks")
    static let marks = Phrase(ru: "Присылать письма о новых оценках", en: "Send mail about new marks")
    static let marksHint = Phrase(
        ru: "Сообщим о выставленных, исправленных и снятых оценках", en: "About marks given, changed and withdrawn")
    static let minutes = Phrase(ru: "Собирать в одно письмо", en: "Gather into one mail")
    static let minutesHint = Phrase(
        ru: "Письмо не уходит, пока учитель может исправить описку",
        en: "No mail leaves while the teacher may still correct a slip")
    static let usual = Phrase(ru: "как принято", en: "as is usual")
    static let save = Phrase(ru: "Сохранить", en: "Save")
    static let noAddress = Phrase(
        ru: "У школы нет вашего адреса, поэтому письма не приходят. Сообщите его классному руководителю.",
        en: "The school has no address of yours, so no mail comes. Give it to the class teacher.")
    static let address = Phrase(ru: "Адрес: ", en: "Address: ")

    static func gathered(_ minutes: Int) -> Phrase {
        switch minutes {
        case 0: Phrase(ru: "не собирать", en: "not at all")
        case 1_440: Phrase(ru: "раз в день", en: "once a day")
        case _ where minutes % 60 == 0:
            Phrase(ru: "за ", en: "for ")
                + .counted(minutes / 60, ru: ("час", "часа", "часов"), en: ("hour", "hours"))
        default:
            Phrase(ru: "за ", en: "for ")
                + .counted(minutes, ru: ("минуту", "минуты", "минут"), en: ("minute", "minutes"))
        }
    }
}

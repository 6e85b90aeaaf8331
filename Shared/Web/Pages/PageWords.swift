/// What stands on every page, whatever it is about.
enum PageWords {
    static let skip = Phrase(ru: "К содержанию", en: "Skip to content")
    static let sample = Phrase(
        ru: "Учебный пример: все люди и оценки вымышлены", en: "Sample: all people and marks are invented")
    static let sections = Phrase(ru: "Разделы", en: "Sections")
    static let crumbs = Phrase(ru: "Вы здесь", en: "You are here")
    static let language = Phrase(ru: "Язык", en: "Language")
    static let signOut = Phrase(ru: "Выйти", en: "Sign out")
    static let noData = Phrase(
        ru: "Данных пока нет: журнал ещё не прочитан", en: "No data yet: the journal was not read")

    static func name(of language: Language) -> Phrase {
        switch language {
        case .russian: .data("Русский")
        case .english: .data("English")
        }
    }

    static func complete(until moment: Phrase) -> Phrase {
        Phrase(ru: "Обновлено ", en: "Updated ") + moment
    }

    static func kind(_ kind: Notice.Kind) -> Phrase {
        switch kind {
        case .success: Phrase(ru: "Готово", en: "Done")
        case .information: Phrase(ru: "К сведению", en: "Note")
        case .warning: Phrase(ru: "Внимание", en: "Attention")
        case .failure: Phrase(ru: "Ошибка", en: "Error")
        }
    }
}

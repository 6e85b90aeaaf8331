/// What stands in forms, whatever they ask.
enum FormWords {
    static let required = Phrase(ru: "обязательно", en: "required")

    static func summary(_ count: Int) -> Phrase {
        Phrase(ru: "Не сохранено: ", en: "Not saved: ")
            + .counted(count, ru: ("ошибка", "ошибки", "ошибок"), en: ("error", "errors"))
    }
}

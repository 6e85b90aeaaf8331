/// What stands in forms, whatever they ask.
enum FormWords {
    /// Before the window's title where a form was not accepted: what a screen reader says first.
    static let refused = Phrase(ru: "Ошибка: ", en: "Error: ")
    static let required = Phrase(ru: "обязательно", en: "required")

    static func summary(_ count: Int) -> Phrase {
        Phrase(ru: "Не сохранено: ", en: "Not saved: ")
            + .counted(count, ru: ("ошибка", "ошибки", "ошибок"), en: ("error", "errors"))
    }
}

import Web

/// What stands on several of the diary's pages.
enum DiaryWords {
    static let site = Phrase(ru: "Дневник", en: "Diary")
    static let week = Phrase(ru: "Неделя", en: "Week")
    static let mail = Phrase(ru: "Письма", en: "Mail")
    static let nameless = Phrase(ru: "имя не указано", en: "name not given")

    static let noChildTitle = Phrase(ru: "Дневников пока нет", en: "No diary yet")
    static let noChild = Phrase(
        ru:
            "Сейчас школа не связывает вашу учётную запись ни с одним учеником. Если вы недавно подали заявление, данные появятся, когда школа их внесёт; если это ошибка, обратитесь к классному руководителю.",
        en:
            "At present the school connects your account with no pupil. If you applied recently, the data will appear once the school has entered it; if this is a mistake, ask the class teacher."
    )
}

/// What a page says after a form was accepted.
enum DiaryNotices {
    static let signedOut = "signed-out"
    static let saved = "saved"

    static let all: [String: Notice] = [
        signedOut: Notice(.success, Phrase(ru: "Вы вышли из дневника", en: "You have signed out")),
        saved: Notice(.success, Phrase(ru: "Сохранено", en: "Saved")),
    ]
}

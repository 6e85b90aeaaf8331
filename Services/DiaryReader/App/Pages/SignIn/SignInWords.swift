import Web

enum SignInWords {
    static let title = Phrase(ru: "Вход в дневник", en: "Sign in to the diary")
    static let login = Phrase(ru: "Логин", en: "Login")
    static let password = Phrase(ru: "Пароль", en: "Password")
    static let signIn = Phrase(ru: "Войти", en: "Sign in")
    static let hint = Phrase(
        ru: "Логин и пароль выдаёт школа по заявлению родителя. Дневник бесплатный.",
        en: "The school gives out login and password on a parent's application. The diary is free.")
    static let staff = Phrase(ru: "Сотрудники школы входят в\u{A0}", en: "School staff sign in to the\u{A0}")
    static let journal = Phrase(ru: "журнал", en: "journal")
    static let wrong = Phrase(
        ru: "Логин или пароль не подходят. Проверьте раскладку клавиатуры и попробуйте ещё раз.",
        en: "Login or password do not fit. Check the keyboard layout and try again.")

    /// - Parameter seconds: as in Retry-After; nil where it is not known.
    static func wait(_ seconds: String?) -> Phrase {
        guard let seconds = seconds.flatMap(Int.init) else {
            return Phrase(ru: "Слишком много попыток; подождите немного", en: "Too many attempts; wait a little")
        }
        return Phrase(ru: "Слишком много попыток; подождите ", en: "Too many attempts; wait ")
            + .counted(seconds, ru: ("секунду", "секунды", "секунд"), en: ("second", "seconds"))
    }
}

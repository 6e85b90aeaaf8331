import Web

enum SignInWords {
    static let title = Phrase(ru: "Вход для сотрудников школы", en: "Sign in, school staff")
    static let lead = Phrase(
        ru: "Электронный журнал. Родители и ученики входят в\u{A0}",
        en: "The electronic journal. Parents and pupils sign in to the\u{A0}")
    static let diary = Phrase(ru: "дневник", en: "diary")
    static let statistics = Phrase(
        ru: "Как ведут журналы школы города", en: "How the city's schools keep their journals")
    static let login = Phrase(ru: "Логин", en: "Login")
    static let password = Phrase(ru: "Пароль", en: "Password")
    static let enter = Phrase(ru: "Войти", en: "Sign in")
    static let refused = Phrase(ru: "Вход не выполнен", en: "Not signed in")
    static let wrong = Phrase(
        ru: "Неверный логин или пароль. Проверьте раскладку клавиатуры и Caps Lock.",
        en: "Wrong login or password. Check the keyboard layout and Caps Lock.")
    static let missing = Phrase(ru: "Введите логин и пароль", en: "Enter login and password")
    static let forgotten = Phrase(
        ru: "Забыли пароль? Новый выдаёт администратор электронного журнала вашей школы.",
        en: "Forgot the password? Your school's administrator of the journal gives you a new one.")
    static let signedOut = Phrase(ru: "Вы вышли из журнала", en: "You have signed out")
}

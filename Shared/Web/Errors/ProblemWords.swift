import HTTPTypes

/// What people read where a page cannot be shown.
enum ProblemWords {
    static let home = Phrase(ru: "На главную", en: "To the first page")
    static let trace = Phrase(ru: "Номер обращения для поддержки:", en: "Number of this request, for support:")

    static func title(_ problem: Problem) -> Phrase {
        switch problem.status {
        case .notFound: Phrase(ru: "Страницы нет", en: "No such page")
        case .unauthorized: Phrase(ru: "Нужно войти", en: "Please sign in")
        case .forbidden: Phrase(ru: "Доступа нет", en: "No access")
        case .methodNotAllowed: Phrase(ru: "Так эту страницу не открыть", en: "This page cannot be opened like this")
        case .conflict, .preconditionFailed: Phrase(ru: "Запись уже изменили", en: "Somebody changed this meanwhile")
        case .contentTooLarge: Phrase(ru: "Слишком много данных", en: "Too much data")
        case .tooManyRequests: Phrase(ru: "Слишком много попыток", en: "Too many attempts")
        case .serviceUnavailable: Phrase(ru: "Сейчас не получается", en: "Not possible just now")
        case .internalServerError: Phrase(ru: "Ошибка сервиса", en: "A fault of the service")
        default: Phrase(ru: "Запрос не принят", en: "The request was not accepted")
        }
    }

    static func text(_ problem: Problem) -> Phrase {
        switch problem.code {
        case .notFound:
            Phrase(
                ru: "Такой страницы нет, или она не для вас. Проверьте адрес.",
                en: "There is no such page, or it is not for you. Check the address.")
        case .signInNeeded: Phrase(ru: "Войдите и откройте страницу ещё раз.", en: "Sign in and open the page again.")
        case .forbidden: Phrase(ru: "У вас нет права на это действие.", en: "You may not do this.")
        case .crossSite:
            Phrase(
                ru:
                    "Форма устарела или пришла с другого сайта. Вернитесь назад, обновите страницу и отправьте её снова.",
                en: "The form is too old or came from another site. Go back, reload the page and send it again.")
        case .requestTooLarge: Phrase(ru: "Отправлено больше, чем можно.", en: "More was sent than is allowed.")
        case .tooManyAttempts:
            Phrase(ru: "Подождите немного и попробуйте снова.", en: "Wait a little, then try again.")
        case .busy, .unavailable, .diskFull:
            Phrase(
                ru: "Ничего не потеряно. Попробуйте ещё раз через минуту.",
                en: "Nothing is lost. Try again in a minute.")
        case .internal:
            Phrase(
                ru: "Мы уже знаем об этом из журнала сервиса. Попробуйте ещё раз позже.",
                en: "The service's log says what happened. Try again later.")
        default:
            Phrase(ru: "Сервис не понял запрос или не может его выполнить.", en: "The request cannot be carried out.")
        }
    }
}

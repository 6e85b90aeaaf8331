import School

/// Why a command was refused, as people read it. The rejection's own message is for programs and logs.
public enum RejectionWords {
    /// A sentence for the field or the whole form.
    public static func text(_ rejection: Rejection) -> Phrase {
        guard let conflict = rejection.conflict else { return text(rejection.code) }
        return Phrase(
            ru:
                "Пока вы заполняли форму, запись изменили: сейчас «\(conflict.currentValue)», вы ввели «\(conflict.proposedValue)»",
            en:
                "Somebody changed this meanwhile: now “\(conflict.currentValue)”, you entered “\(conflict.proposedValue)”"
        )
    }

    static func text(_ code: Rejection.Code) -> Phrase {
        switch code {
        case .missing: Phrase(ru: "Заполните это поле", en: "Fill in this field")
        case .invalid: Phrase(ru: "Такого значения здесь не может быть", en: "This value cannot stand here")
        case .tooLarge: Phrase(ru: "Слишком длинно", en: "Too long")
        case .unknown: Phrase(ru: "Такого нет в этой школе", en: "This school has no such thing")
        case .exists: Phrase(ru: "Это уже записано", en: "This has been entered already")
        case .conflict:
            Phrase(
                ru: "Пока вы заполняли форму, запись изменили; проверьте и сохраните ещё раз",
                en: "Somebody changed this meanwhile; check and save again")
        case .notAllowed:
            Phrase(ru: "В этом курсе или на этом уроке так нельзя", en: "This course or lesson does not allow it")
        case .outsideScale: Phrase(ru: "Такой оценки в этом курсе нет", en: "This course has no such mark")
        case .notInGroup:
            Phrase(ru: "В этот день ученик не в этой группе", en: "The pupil is not in this group on that day")
        case .lessonCancelled: Phrase(ru: "Урок отменён", en: "The lesson was cancelled")
        case .beforeLesson: Phrase(ru: "Этот день раньше урока", en: "This day is before the lesson")
        case .inFuture: Phrase(ru: "Этот день ещё не наступил", en: "This day has not come yet")
        case .notErasable: Phrase(ru: "Эту запись стереть нельзя", en: "This entry cannot be erased")
        default: other(code)
        }
    }

    private static func other(_ code: Rejection.Code) -> Phrase {
        switch code.rawValue {
        case "busy", "unavailable", "disk-full":
            Phrase(
                ru: "Сейчас не получается сохранить; ничего не потеряно, попробуйте ещё раз через минуту",
                en: "Saving is not possible just now; nothing is lost, try again in a minute")
        case "forbidden": Phrase(ru: "У вас нет на это права", en: "You may not do this")
        case "id-reused":
            Phrase(
                ru: "Эта форма уже была отправлена с другими данными; откройте её заново",
                en: "This form was sent before with other data; open it anew")
        case "expired", "issued-in-future":
            Phrase(ru: "Форма открыта слишком давно; откройте её заново", en: "The form is too old; open it anew")
        default: Phrase(ru: "Не принято", en: "Not accepted")
        }
    }
}

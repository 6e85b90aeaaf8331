import School
import Web

/// What is wrong with a lesson's form, beside its fields.
enum LessonErrorWords {
    static let topicEmpty = Phrase(ru: "Введите тему: стереть её нельзя", en: "Enter the topic: it cannot be erased")
    static let homeworkMissing = Phrase(
        ru: "Напишите, что задано, или выберите «Не задано»", en: "Write what is set, or choose “None set”")
    static let homeworkBoth = Phrase(
        ru: "Либо задание, либо «Не задано»: сейчас есть и то, и другое", en: "Either homework or “None set”, not both")
    static let homeworkEmpty = Phrase(
        ru: "Запись о задании нельзя стереть; если ничего не задано, выберите «Не задано»",
        en: "The entry cannot be erased; if nothing is set, choose “None set”")
    static let notADay = Phrase(ru: "Это не дата", en: "This is no date")
    static let notAMark = Phrase(ru: "Это не оценка", en: "This is no mark")
    static let notACode = Phrase(ru: "Такой пометки нет", en: "There is no such code")
    static let notANumber = Phrase(ru: "Нужно целое число", en: "A whole number is needed")
    static let rollContradiction = Phrase(
        ru: "Отмечено «Все присутствуют», но в списке есть отсутствующие или опоздавшие",
        en: "“Everybody is present” is chosen, but the list names absent or late pupils")
    static let rollNobody = Phrase(
        ru: "Отметьте в списке, кого нет или кто опоздал, либо выберите «Все присутствуют»",
        en: "Note in the list who is absent or late, or choose “Everybody is present”")
    static let rollEmpty = Phrase(
        ru: "Отметку о посещаемости нельзя стереть", en: "The attendance cannot be erased")
    static let minutesWithoutLate = Phrase(
        ru: "Минуты ставят только к опозданию (О)", en: "Minutes go with “late” alone")
    static let minutesRange = Phrase(
        ru: "На сколько минут опоздал: от 1 до 45", en: "How many minutes late: 1 to 45")
    static let kindMissing = Phrase(
        ru: "Выберите вид работы, за которую стоят оценки", en: "Choose the kind of work these marks are for")
    static let noVersion = Phrase(
        ru: "Форма повреждена: с какой записью она открыта, понять нельзя. Сверьте с журналом и сохраните ещё раз",
        en: "The form is damaged: what it was opened with cannot be told. Compare with the journal and save again")
    static let dueOutside =
        Phrase(ru: "Срок — от дня урока до ", en: "Due from the lesson's day to ")
        + .counted(HomeworkDue.longest, ru: ("дня", "дней", "дней"), en: ("day", "days"))
        + Phrase(ru: " после него", en: " after it")

    static let weightRange = Phrase(
        ru: "Вес — от \(CreateWork.weights.lowerBound) до \(CreateWork.weights.upperBound); обычный — 100",
        en: "The weight is \(CreateWork.weights.lowerBound) to \(CreateWork.weights.upperBound); the usual is 100")

    static func quoted(_ text: String) -> Phrase { Phrase(ru: "«\(text)»", en: "“\(text)”") }

    static func homework(_ draft: HomeworkDraft) -> Phrase {
        switch draft.homework {
        case .text(let text): quoted(text) + (draft.due.map { .data(" ") + JournalWords.due($0) } ?? .data(""))
        case .none: JournalWords.noneSet
        }
    }

    /// Who is noted as what, the first of them by name.
    static func roll(_ drafts: Set<RollDraft>, _ sheet: LessonSheet) -> Phrase {
        let named = sheet.pupils.filter { $0.attendance != .present }.prefix(5).map { pupil in
            Phrase.data("\(pupil.name?.listed ?? "?") ") + WorkWords.code(pupil.attendance)
        }
        return named.reduce(LessonWords.rollTaken(drafts.count)) { $0 + .data("; ") + $1 }
    }

    /// Somebody else was faster: both values.
    static func overtaken(present: Phrase, typed: Phrase) -> Phrase {
        Phrase(ru: "Пока вы заполняли форму, это изменили. Сейчас: ", en: "Somebody changed this meanwhile. Now: ")
            + present
            + Phrase(ru: ". Вы ввели: ", en: ". You entered: ") + typed
            + Phrase(ru: ". Сохраните ещё раз, чтобы осталось ваше.", en: ". Save again to keep yours.")
    }
}

/// What was saved, in words.
enum SavedWords {
    /// The parts a form can save, in the order they are named.
    static let parts: [(code: String, name: Phrase)] = [
        ("topic", Phrase(ru: "тема", en: "topic")),
        ("homework", Phrase(ru: "домашнее задание", en: "homework")),
        ("roll", Phrase(ru: "посещаемость", en: "attendance")),
        ("work", Phrase(ru: "работа", en: "work")),
        ("marks", Phrase(ru: "оценки", en: "marks")),
    ]
    static let nothing = Phrase(ru: "Ничего не изменено", en: "Nothing was changed")

    static func saved(_ parts: [Phrase]) -> Phrase {
        guard let first = parts.first else { return nothing }
        return parts.dropFirst().reduce(Phrase(ru: "Сохранено: ", en: "Saved: ") + first) { $0 + .data(", ") + $1 }
    }

    static let cancelled = Phrase(ru: "Урок отменён", en: "The lesson is cancelled")
}

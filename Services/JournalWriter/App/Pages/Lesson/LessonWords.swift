import School
import Web

enum LessonWords {
    static let save = Phrase(ru: "Сохранить", en: "Save")
    static let topicHint = Phrase(ru: "Что пройдено на уроке", en: "What was taught")
    static let topicConfirm = Phrase(ru: "Подтверждаю тему", en: "I confirm the topic")
    static let topicConfirmHint = Phrase(
        ru: "Тема введена до дня урока и засчитывается только после подтверждения",
        en: "The topic was entered before the lesson's day and counts only once it is confirmed")
    static let homeworkSet = Phrase(ru: "Задано", en: "Set")
    static let homeworkNone = Phrase(ru: "Не задано", en: "None set")
    static let homeworkOpen = Phrase(ru: "Ещё не внесено", en: "Not entered yet")
    static let homeworkText = Phrase(ru: "Что задано", en: "What is set")
    static let homeworkDue = Phrase(ru: "К какому дню", en: "For which day")
    static let homeworkDueHint = Phrase(
        ru: "Пусто — к следующему уроку этого курса", en: "Empty: for the next lesson of this course")
    static let rollOpen = Phrase(ru: "Ещё не отмечена", en: "Not taken yet")
    static let rollAll = Phrase(ru: "Все присутствуют", en: "Everybody is present")
    static let rollSome = Phrase(
        ru: "Есть отсутствующие или опоздавшие — отмечены в списке", en: "Somebody is absent or late: see the list")
    static let rollConfirm = Phrase(ru: "Подтверждаю посещаемость", en: "I confirm the attendance")
    static let rollConfirmHint = Phrase(
        ru: "Урок перенесён на более позднее время: отмеченное раньше засчитывается только после подтверждения",
        en: "The lesson was moved to later: what was taken before counts only once it is confirmed")
    static let list = Phrase(ru: "Список класса", en: "The class")
    static let pupil = Phrase(ru: "Ученик", en: "Pupil")
    static let minutes = Phrase(ru: "Опоздание, мин", en: "Late, min")
    static let newWork = Phrase(ru: "Новая работа", en: "New work")
    static let newWorkHint = Phrase(
        ru: "Выберите вид работы; оценки за неё ставятся в последнем столбце списка",
        en: "Choose its kind; marks for it go into the last column of the list")
    static let noNewWork = Phrase(ru: "— не добавлять —", en: "— none —")
    static let kind = Phrase(ru: "Вид работы", en: "Kind of work")
    static let weight = Phrase(ru: "Вес, %", en: "Weight, %")
    static let required = Phrase(ru: "Кому нужна оценка", en: "Who gets a mark")
    static let requiredByKind = Phrase(
        ru: "как принято для вида работы", en: "as usual for the kind of work")
    static let requiredHint = Phrase(
        ru: "Как принято: за ответ и домашнюю работу — не всем, за остальные — каждому, кто был на уроке",
        en: "As usual: for answers and homework not everybody, for the others everybody present")
    static let requiredOfAll = Phrase(ru: "каждому, кто был на уроке", en: "everybody present")
    static let requiredOfNone = Phrase(ru: "не всем", en: "not everybody")
    static let workDue = Phrase(ru: "Для домашней работы: к какому дню", en: "For homework: the day it was due")
    static let works = Phrase(ru: "Работы урока", en: "Works of this lesson")
    static let drop = Phrase(ru: "Убрать", en: "Remove")
    static let notOpen = Phrase(
        ru: "Посещаемость и оценки можно вносить за десять минут до начала урока.",
        en: "Attendance and marks can be entered from ten minutes before the lesson.")
    static let noMarks = Phrase(ru: "В этом курсе оценок не ставят.", en: "No marks are given in this course.")
    static let noPupils = Phrase(
        ru: "В этой группе в этот день никого нет.", en: "Nobody is in this group on that day.")
    static let readOnly = Phrase(
        ru: "Вы видите урок как ответственный за журналы; записи вносит учитель.",
        en: "You see this lesson as responsible for the journals; its teacher makes the entries.")
    static let teacher = Phrase(ru: "Учитель", en: "Teacher")
    static let empty = Phrase(ru: "—", en: "—")
    static let notEntered = Phrase(ru: "не внесено", en: "not entered")
    static let owed = Phrase(ru: "Что нужно внести", en: "What is owed")
    static let cancelTitle = Phrase(ru: "Отменить урок", en: "Cancel the lesson")
    static let cancelHint = Phrase(
        ru: "Отменённый урок ничего не требует; отмену нельзя взять назад.",
        en: "A cancelled lesson owes nothing; it cannot be taken back.")
    static let reason = Phrase(ru: "Причина", en: "Reason")
    static let order = Phrase(ru: "Номер приказа", en: "Number of the order")

    static func title(_ head: LessonHead) -> Phrase {
        JournalWords.group(head.group) + .data(" · \(head.course.name)")
    }

    static func place(_ head: LessonHead) -> Phrase {
        DateWords.weekdayAndDay(head.date) + .data(", ") + JournalWords.lessonNumber(head.number)
    }

    static func mark(for work: Phrase) -> Phrase { Phrase(ru: "Оценка: ", en: "Mark: ") + work }

    static func rollTaken(_ missing: Int) -> Phrase {
        missing == 0
            ? Phrase(ru: "Все присутствовали", en: "Everybody was present")
            : Phrase(ru: "Отмечены: ", en: "Noted: ")
                + .counted(missing, ru: ("ученик", "ученика", "учеников"), en: ("pupil", "pupils"))
    }
}

import School
import Web

/// What stands on the guide's pages.
enum GuideWords {
    static let site = Phrase(ru: "Образец страниц", en: "Page guide")
    static let today = Phrase(ru: "Сегодня", en: "Today")
    static let lesson = Phrase(ru: "Урок", en: "Lesson")
    static let city = Phrase(ru: "Город", en: "City")
    static let saved = Phrase(ru: "Урок сохранён", en: "The lesson is saved")
    static let topic = Phrase(ru: "Тема урока", en: "Topic of the lesson")
    static let topicHint = Phrase(ru: "Как в плане: «Сложение дробей с разными знаменателями»", en: "As in the plan")
    static let homework = Phrase(ru: "Домашнее задание", en: "Homework")
    static let none = Phrase(ru: "Не задано", en: "None set")
    static let due = Phrase(ru: "Срок сдачи", en: "Due on")
    static let allPresent = Phrase(ru: "Все присутствуют", en: "All present")
    static let roll = Phrase(ru: "Посещаемость и отметки", en: "Attendance and marks")
    static let pupil = Phrase(ru: "Ученик", en: "Pupil")
    static let attendance = Phrase(ru: "Был ли на уроке", en: "At the lesson")
    static let mark = Phrase(ru: "Отметка", en: "Mark")
    static let save = Phrase(ru: "Сохранить урок", en: "Save the lesson")
    static let back = Phrase(ru: "Не сохранять", en: "Do not save")
    static let workKind = Phrase(ru: "За что отметки", en: "What the marks are for")
    static let answers = Phrase(ru: "Ответы на уроке", en: "Answers in class")
    static let test = Phrase(ru: "Контрольная работа", en: "Test")
    static let present = Phrase(ru: "Был", en: "Present")
    static let absent = Phrase(ru: "Н — причина неизвестна", en: "Absent, reason unknown")
    static let late = Phrase(ru: "Опоздал", en: "Late")
    static let noTopic = Phrase(ru: "Напишите тему", en: "Write the topic")
    static let noSuchMark = Phrase(ru: "Отметка от 1 до 5", en: "A mark from 1 to 5")
    static let open = Phrase(ru: "Открыть урок", en: "Open the lesson")
    static let complete = Phrase(ru: "всё заполнено", en: "complete")
    static let owed = Phrase(ru: "Не заполнено:", en: "Still owed:")
    static let overdue = Phrase(ru: "просрочено", en: "overdue")
    static let cityHint = Phrase(ru: "Доля уроков, заполненных в срок", en: "Share of lessons filled in on time")
    static let school = Phrase(ru: "Школа", en: "School")
    static let lessons = Phrase(ru: "Уроков", en: "Lessons")
    static let onTime = Phrase(ru: "В срок", en: "On time")
    static let alerts = Phrase(ru: "Просрочено", en: "Overdue")
    static let chart = Phrase(ru: "Заполнено в срок по дням недели", en: "Filled in on time by weekday")

    static func lessonsToday(_ count: Int) -> Phrase {
        .counted(count, ru: ("урок", "урока", "уроков"), en: ("lesson", "lessons"))
    }
}

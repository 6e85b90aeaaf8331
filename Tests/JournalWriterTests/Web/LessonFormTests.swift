import Contracts
import EventFeed
import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import School
import Testing
import Web

@testable import JournalWriter

@Suite("A lesson's form")
struct LessonFormTests {
    private static let path = JournalPaths.lesson(Sample.lesson)

    private func sheet(_ site: TestSite, _ lesson: UUID = Sample.lesson) async throws -> LessonSheet {
        let head = try await site.web.parts.reader.read { try $0.lessonHead(lesson) }
        let found = try #require(head)
        return try await site.web.parts.reader.read { try $0.sheet(of: found) }
    }

    @Test("saves topic, homework, roll, a new work and its marks by one POST, and says so")
    func everything() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let answer = try await site.submit(
            Self.path,
            changing: [
                "topic": "Дроби", "homework-kind": "text", "homework": "§ 5\r\n№ 1–4", "homework-due": "2026-10-15",
                LessonField.code(Sample.pupil): "2", LessonField.mark(Sample.work, Sample.pupil): "5",
                LessonField.mark(Sample.work, Sample.markedPupil): "3", "new-kind": "3",
                LessonField.newMark(Sample.pupil): "4",
            ], from: &browser)
        #expect(answer.status == .seeOther)
        let page = try await site.get(Self.path, from: &browser)
        #expect(page.text.contains("Сохранено: тема, домашнее задание, посещаемость, работа, оценки"))
        let sheet = try await sheet(site)
        #expect(sheet.head.topic == "Дроби")
        let due = Sample.day("2026-10-15")
        #expect(sheet.head.homework == HomeworkEntry(homework: .text("§ 5\n№ 1–4"), due: due))
        #expect(sheet.pupil(Sample.pupil)?.attendance.code == .absent)
        #expect(sheet.pupil(Sample.markedPupil)?.attendance == Attendance(recorded: .late, minutesLate: 5))
        #expect(sheet.pupil(Sample.pupil)?.marks[Sample.work]?.value == .points(5))
        #expect(sheet.pupil(Sample.markedPupil)?.marks[Sample.work]?.value == .points(3))
        let made = try #require(sheet.works.first { $0.kind == .control })
        // Absent on Monday: the work was done today at last.
        #expect(sheet.pupil(Sample.pupil)?.marks[made.work]?.date == Sample.today)
        try site.journal.expectFold()
    }

    @Test(
        "asks a mark of everybody as the kind of a new work usually does, or as the teacher says",
        arguments: [("1", "", 0), ("2", "", 0), ("3", "", 1), ("1", "all", 1), ("3", "some", 0)])
    func required(kind: String, choice: String, required: Int) async throws {
        let site = try TestSite(try Sample.journal())
        let before = try site.journal.count("work", where: "marks_required = 1")
        var browser = try await site.browser()
        let answer = try await site.submit(
            Self.path, changing: ["new-kind": kind, "new-required": choice, LessonField.newMark(Sample.pupil): "4"],
            from: &browser)
        #expect(answer.status == .seeOther)
        #expect(try site.journal.count("work", where: "marks_required = 1") == before + required)
    }

    @Test("sent twice becomes the same commands")
    func twice() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let page = try await site.get(Self.path, from: &browser)
        var fields = PageForm(page.text, action: "/journal" + Self.path).fields
        fields.set("topic", "Дроби")
        fields.set("new-kind", "3")
        fields.set(LessonField.newMark(Sample.pupil), "4")
        for _ in 0..<2 {
            let answer = try await site.send(.post, Self.path, from: &browser, body: fields.encoded)
            #expect(answer.status == .seeOther)
        }
        #expect(try site.journal.count("event", where: "type = 'TopicRecorded'") == 1)
        #expect(try site.journal.count("work", where: "kind = 3") == 1)
        #expect(try site.journal.count("event", where: "type = 'MarkGiven'") == 3)
    }

    @Test("sent as it was opened changes nothing")
    func untouched() async throws {
        let site = try TestSite(try Sample.journal())
        let before = try site.journal.eventCount()
        var browser = try await site.browser()
        let events = try site.journal.eventCount()
        let answer = try await site.submit(Self.path, changing: [:], from: &browser)
        #expect(answer.status == .seeOther)
        #expect(try site.journal.eventCount() == events)
        #expect(before < events, "signing in published a key")
        #expect(try await site.get(Self.path, from: &browser).text.contains("Ничего не изменено"))
    }

    @Test("a mark is withdrawn by emptying its cell, a work without marks by its box")
    func withdrawn() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        _ = try await site.submit(
            Self.path, changing: [LessonField.mark(Sample.work, Sample.markedPupil): ""], from: &browser)
        #expect(try await sheet(site).pupil(Sample.markedPupil)?.marks == [:])
        _ = try await site.submit(
            Self.path, changing: [LessonField.drop(Sample.work): FormField.yes], from: &browser)
        #expect(try await sheet(site).works == [])
    }

    @Test("whose topic somebody else has changed shows both, keeps what was typed, and saves the rest")
    func overtaken() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let page = try await site.get(Self.path, from: &browser)
        try site.journal.accept(Make.topic("Проценты"))
        var fields = PageForm(page.text, action: "/journal" + Self.path).fields
        fields.set("topic", "Дроби")
        fields.set("homework-kind", "none")
        let answer = try await site.send(.post, Self.path, from: &browser, body: fields.encoded)
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("Сейчас: «Проценты». Вы ввели: «Дроби»"))
        #expect(answer.text.contains("Сохранено: домашнее задание"))
        #expect(try await sheet(site).head.topic == "Проценты")
        #expect(try await sheet(site).head.homework?.homework == Homework.none)
        // Saved once more, knowing both, it is the person's own.
        let again = PageForm(answer.text, action: "/journal" + Self.path).fields
        #expect(again["topic"] == "Дроби")
        #expect(try await site.send(.post, Self.path, from: &browser, body: again.encoded).status == .seeOther)
        #expect(try await sheet(site).head.topic == "Дроби")
    }

    @Test("merges with what somebody else changed elsewhere in the lesson")
    func merged() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let page = try await site.get(Self.path, from: &browser)
        try site.journal.accept(Make.homework(.text("§ 9")))
        var fields = PageForm(page.text, action: "/journal" + Self.path).fields
        fields.set("topic", "Дроби")
        #expect(try await site.send(.post, Self.path, from: &browser, body: fields.encoded).status == .seeOther)
        let head = try await sheet(site).head
        #expect(head.topic == "Дроби")
        #expect(head.homework?.homework == .text("§ 9"))
    }

    @Test("shows a mark that somebody else changed beside the one typed")
    func overtakenMark() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let page = try await site.get(Self.path, from: &browser)
        try site.journal.accept(Make.changeMark(version: 1, Make.value(points: 2)))
        var fields = PageForm(page.text, action: "/journal" + Self.path).fields
        fields.set(LessonField.mark(Sample.work, Sample.markedPupil), "5")
        let answer = try await site.send(.post, Self.path, from: &browser, body: fields.encoded)
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("Сейчас: 2. Вы ввели: 5"))
        let again = PageForm(answer.text, action: "/journal" + Self.path).fields
        #expect(again[LessonField.mark(Sample.work, Sample.markedPupil)] == "5")
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let changes: [String: String?]
        let field: String
        let text: String
        /// What must stand in the form afterwards.
        let kept: [String: String]

        var testDescription: String { name }
    }

    private static let long = String(repeating: "ж", count: 1_001)
    private static let code = LessonField.code(Sample.pupil)
    private static let late = LessonField.late(Sample.pupil)
    private static let mark = LessonField.mark(Sample.work, Sample.pupil)
    private static let mistakes: [Mistake] = [
        .init(
            name: "a topic that is too long", changes: ["topic": long], field: "topic", text: "Слишком длинно",
            kept: ["topic": long]),
        .init(
            name: "homework and none at once", changes: ["homework-kind": "none", "homework": "§ 5"],
            field: "homework-kind", text: "Либо задание, либо «Не задано»",
            kept: ["homework-kind": "none", "homework": "§ 5"]),
        .init(
            name: "homework without a text", changes: ["homework-kind": "text"], field: "homework",
            text: "Напишите, что задано", kept: ["homework-kind": "text"]),
        .init(
            name: "homework for a day before the lesson",
            changes: ["homework-kind": "text", "homework": "§ 5", "homework-due": "2026-10-11"],
            field: "homework-due", text: "Срок — от дня урока до 120\u{A0}дней после него",
            kept: ["homework": "§ 5", "homework-due": "2026-10-11"]),
        .init(
            name: "homework for a day in another year",
            changes: ["homework-kind": "text", "homework": "§ 5", "homework-due": "2062-10-13"],
            field: "homework-due", text: "Срок — от дня урока до 120\u{A0}дней после него",
            kept: ["homework": "§ 5", "homework-due": "2062-10-13"]),
        .init(
            name: "a work due in another year",
            changes: ["new-kind": "2", "new-due": "2062-10-13", LessonField.newMark(Sample.pupil): "4"],
            field: "new-due", text: "Срок — от дня урока до 120\u{A0}дней после него",
            kept: ["new-kind": "2", "new-due": "2062-10-13", LessonField.newMark(Sample.pupil): "4"]),
        .init(
            name: "a work due before its lesson", changes: ["new-kind": "2", "new-due": "2026-10-11"],
            field: "new-due", text: "Срок — от дня урока до 120\u{A0}дней после него",
            kept: ["new-kind": "2", "new-due": "2026-10-11"]),
        .init(
            name: "a control with a day on which it is due", changes: ["new-kind": "3", "new-due": "2062-10-13"],
            field: "new-due", text: "Такого значения здесь не может быть",
            kept: ["new-kind": "3", "new-due": "2062-10-13"]),
        .init(
            name: "homework for a day that is none",
            changes: ["homework-kind": "text", "homework": "§ 5", "homework-due": "скоро"],
            field: "homework-due", text: "Это не дата", kept: ["homework-due": "скоро"]),
        .init(
            name: "everybody present, and somebody ill", changes: ["roll": "all", code: "5"], field: "roll",
            text: "Отмечено «Все присутствуют», но", kept: ["roll": "all", code: "5"]),
        .init(
            name: "minutes without lateness", changes: [code: "5", late: "7"], field: late,
            text: "Минуты ставят только к опозданию", kept: [code: "5", late: "7"]),
        .init(
            name: "late by 46 minutes", changes: [code: "6", late: "46"], field: late, text: "от 1 до 45",
            kept: [code: "6", late: "46"]),
        .init(
            name: "a mark outside the scale", changes: [mark: "6"], field: mark, text: "Такой оценки в этом курсе нет",
            kept: [mark: "6"]),
        .init(
            name: "a mark below the scale", changes: [mark: "-5"], field: mark,
            text: "Такой оценки в этом курсе нет",
            kept: [mark: "-5"]),
        .init(
            name: "letters for a mark", changes: [mark: "xyz"], field: mark, text: "Это не оценка",
            kept: [mark: "xyz"]),
        .init(
            name: "a pass where marks are 1 to 5", changes: [mark: "pass"], field: mark,
            text: "Такой оценки в этом курсе нет", kept: [mark: "pass"]),
        .init(
            name: "a mark that is none", changes: [mark: "пять"], field: mark, text: "Это не оценка",
            kept: [mark: "пять"]),
        .init(
            name: "marks for a work without a kind", changes: [LessonField.newMark(Sample.pupil): "5"],
            field: "new-kind", text: "Выберите вид работы", kept: [LessonField.newMark(Sample.pupil): "5"]),
        .init(
            name: "a work that weighs too much", changes: ["new-kind": "3", "new-weight": "1001"],
            field: "new-weight", text: "Вес — от 1 до 1000",
            kept: ["new-kind": "3", "new-weight": "1001"]),
    ]

    @Test("says what is wrong beside the field, keeps what was typed, and saves the rest", arguments: mistakes)
    func mistake(_ mistake: Mistake) async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let before = try await sheet(site)
        let changes = mistake.changes.merging(
            mistake.changes["topic"] == nil ? ["topic": "Сохранится"] : [:]
        ) { first, _ in first }
        let answer = try await site.submit(Self.path, changing: changes, from: &browser)
        #expect(answer.status == .unprocessableContent)
        let id = "f-" + mistake.field
        #expect(answer.text.contains("id=\"\(id)-error\""), "the field has its error")
        #expect(answer.text.contains("href=\"#\(id)\""), "the summary leads to it")
        #expect(answer.text.contains(mistake.text))
        let fields = PageForm(answer.text, action: "/journal" + Self.path).fields
        for (name, value) in mistake.kept { #expect(fields[name] == value, "\(name)") }
        let after = try await sheet(site)
        #expect(after.pupils == before.pupils && after.works == before.works)
        #expect(after.head.homework == before.head.homework)
        if mistake.changes["topic"] == nil {
            #expect(after.head.topic == "Сохранится")
            #expect(answer.text.contains("Сохранено: тема"))
        }
    }

    @Test("and what was wrong can be put right at once")
    func putRight() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let wrong = try await site.submit(
            Self.path, changing: [Self.mark: "6", "topic": "Дроби"], from: &browser)
        var fields = PageForm(wrong.text, action: "/journal" + Self.path).fields
        fields.set(Self.mark, "5")
        #expect(try await site.send(.post, Self.path, from: &browser, body: fields.encoded).status == .seeOther)
        #expect(try await sheet(site).pupil(Sample.pupil)?.marks[Sample.work]?.value == .points(5))
    }

    @Test("in a course without marks has no cells for them, before its time no roll either")
    func narrower() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let unmarked = try await site.get(JournalPaths.lesson(Sample.unmarkedLesson), from: &browser)
        #expect(!unmarked.text.contains("name=\"mark-") && !unmarked.text.contains("name=\"new-kind\""))
        #expect(unmarked.text.contains("В этом курсе оценок не ставят"))
        let later = try await site.get(JournalPaths.lesson(Sample.laterLesson), from: &browser)
        #expect(later.text.contains("name=\"topic\"") && !later.text.contains("name=\"code-"))
        #expect(later.text.contains("за десять минут до начала"))
        let cancelled = try await site.get(JournalPaths.lesson(Sample.cancelledLesson), from: &browser)
        #expect(!cancelled.text.contains("name=\"topic\"") && cancelled.text.contains("Урок отменён"))
    }

    @Test("whose lesson was cancelled meanwhile keeps what was typed")
    func cancelledMeanwhile() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let page = try await site.get(Self.path, from: &browser)
        try site.journal.accept(Make.cancel(Sample.lesson, version: 1))
        var fields = PageForm(page.text, action: "/journal" + Self.path).fields
        fields.set("topic", "Дроби")
        let answer = try await site.send(.post, Self.path, from: &browser, body: fields.encoded)
        #expect(answer.status == .unprocessableContent)
        #expect(PageForm(answer.text, action: "/journal" + Self.path).fields["topic"] == "Дроби")
    }

    @Test("names nothing of another lesson, the same teacher's or not: what is sent of it is refused, there or not")
    func anotherLesson() async throws {
        let site = try TestSite(try Sample.journal())
        let (theirs, work, mark) = (Sample.id(0x201), Sample.id(0x202), Sample.id(0x203))
        try site.journal.accept(
            Make.schedule(theirs, Sample.monday, start: 700, course: Sample.fivePoint, teacher: Sample.secondTeacher))
        try site.journal.accept(Make.work(work, theirs))
        try site.journal.accept(Make.giveMark(mark, work: work, value: Make.value(points: 4)))
        let seen = LessonValue.seen(.init(mark: mark, version: 1, value: .points(4), date: Sample.monday))
        var browser = try await site.browser()
        let before = try site.journal.dump()
        for forged in [
            [LessonField.mark(work, Sample.markedPupil): "2"], [LessonField.mark(Sample.unknown, Sample.pupil): "2"],
            [LessonField.mark(work, Sample.pupil): "2", LessonField.markWas(work, Sample.pupil): seen],
            [LessonField.mark(work, Sample.pupil): "", LessonField.markWas(work, Sample.pupil): seen],
            [LessonField.mark(Sample.work, Sample.pupil): "", LessonField.markWas(Sample.work, Sample.pupil): seen],
            [LessonField.drop(work): FormField.yes, LessonField.workVersion(work): "1"],
            [LessonField.mark(Sample.passFailWork, Sample.pupil): "pass"],
        ] {
            let answer = try await site.submit(Self.path, changing: forged, from: &browser)
            #expect(answer.status == .notFound, "\(forged)")
        }
        #expect(try site.journal.dump() == before)
    }

    struct Forgery: Sendable, CustomTestStringConvertible {
        let name: String
        var lesson = Sample.lesson
        let changes: [String: String]
        let text: String

        var testDescription: String { name }
    }

    private static let forgeries: [Forgery] = [
        .init(
            name: "a mark for a pupil of no group of the lesson",
            changes: [LessonField.mark(Sample.work, Sample.stranger): "5"],
            text: "В этот день ученик не в этой группе"),
        .init(
            name: "a mark for another school's pupil",
            changes: [LessonField.mark(Sample.work, Sample.foreignPupil): "5"], text: "Такого нет в этой школе"),
        .init(
            name: "a mark for a pupil nobody knows", changes: [LessonField.mark(Sample.work, Sample.unknown): "5"],
            text: "Такого нет в этой школе"),
        .init(
            name: "a roll of a stranger", changes: [LessonField.code(Sample.stranger): "5"],
            text: "В этот день ученик не в этой группе"),
        .init(
            name: "a mark in a course without marks", lesson: Sample.unmarkedLesson,
            changes: [LessonField.mark(Sample.unmarkedWork, Sample.pupil): "5"],
            text: "В этом курсе или на этом уроке так нельзя"),
        .init(
            name: "a form of forty days ago",
            changes: ["command": UUID.version7(atMicroseconds: Sample.now - 40 * 86_400_000_000).text],
            text: "Форма открыта слишком давно; откройте её заново"),
    ]

    @Test(
        "says of what no page of ours asks for that it cannot be, and keeps the rest of what was typed",
        arguments: forgeries)
    func forgery(_ forgery: Forgery) async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let path = JournalPaths.lesson(forgery.lesson)
        let before = (try site.journal.dump(), try site.journal.count("mark"))
        let long = String(repeating: "ж", count: 1_001)
        let topic = forgery.changes["command"] == nil ? long : "Дроби"
        let answer = try await site.submit(
            path, changing: forgery.changes.merging(["topic": topic]) { first, _ in first }, from: &browser)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(forgery.text))
        #expect(PageForm(answer.text, action: "/journal" + path).fields["topic"] == topic)
        #expect(try site.journal.count("mark") == before.1)
        #expect(try site.journal.dump() == before.0)
    }

    @Test("is not found where there is no such lesson, or it is another school's")
    func nowhere() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        var fields = PageForm(try await site.get(Self.path, from: &browser).text, action: "/journal" + Self.path).fields
        fields.set("topic", "Дроби")
        for lesson in [Sample.unknown, Sample.foreignLesson] {
            let answer = try await site.send(
                .post, JournalPaths.lesson(lesson), from: &browser, body: fields.encoded)
            #expect(answer.status == .notFound)
        }
    }

    @Test("keeps homework of a megabyte, and says beside the field that it is too long")
    func megabyte() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let book = String(repeating: "§ 5, № 1–4; ", count: 1_048_576 / 17)
        #expect(book.utf8.count > 1_000_000)
        let answer = try await site.submit(
            Self.path, changing: ["homework-kind": "text", "homework": book], from: &browser)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"f-homework-error\"") && answer.text.contains("Слишком длинно"))
        #expect(PageForm(answer.text, action: "/journal" + Self.path).fields["homework"] == book)
        #expect(try await sheet(site).head.homework == nil)
    }

    @Test(
        "of a version that no lesson has enters nothing held against it, keeps all that was typed, and saves the rest",
        arguments: ["4294967295", "4294967296", "1000000001", "99999999999999999999"])
    func impossibleVersion(_ version: String) async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let (code, mark) = (Self.code, Self.mark)
        let answer = try await site.submit(
            Self.path,
            changing: [
                LessonField.version: version, LessonField.rollVersion: version, "topic": "Дроби",
                "homework-kind": "text", "homework": "§ 5", "roll": "some", code: "5", mark: "4",
            ], from: &browser)
        #expect(answer.status == .unprocessableContent)
        for field in ["topic", "homework", "roll"] { #expect(answer.text.contains("id=\"f-\(field)-error\"")) }
        #expect(answer.text.contains("Форма повреждена"))
        #expect(answer.text.contains("Сохранено: оценки"))
        let sheet = try await sheet(site)
        #expect(sheet.head.topic == nil && sheet.head.homework == nil)
        #expect(sheet.pupil(Sample.pupil)?.attendance == .present)
        // Shown again it is held against what stands there now.
        let again = PageForm(answer.text, action: "/journal" + Self.path).fields
        for (name, value) in ["topic": "Дроби", "homework": "§ 5", "roll": "some", code: "5"] {
            #expect(again[name] == value, "\(name)")
        }
        #expect(try await site.send(.post, Self.path, from: &browser, body: again.encoded).status == .seeOther)
        #expect(try await self.sheet(site).head.topic == "Дроби")
        #expect(try await self.sheet(site).pupil(Sample.pupil)?.attendance.code == .ill)
    }

    @Test("of a version that no lesson has is no matter where nothing was typed")
    func impossibleVersionUntouched() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let answer = try await site.submit(
            Self.path, changing: [LessonField.version: "4294967295", Self.mark: "4"], from: &browser)
        #expect(answer.status == .seeOther)
        #expect(try await sheet(site).pupil(Sample.pupil)?.marks[Sample.work]?.value == .points(4))
    }

    @Test("keeps the tick of a work to be taken away whose version none has, beside what is wrong")
    func impossibleWorkVersion() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let drop = LessonField.drop(Sample.work)
        _ = try await site.submit(
            Self.path, changing: [LessonField.mark(Sample.work, Sample.markedPupil): ""], from: &browser)
        let answer = try await site.submit(
            Self.path, changing: [drop: FormField.yes, LessonField.workVersion(Sample.work): "4294967295"],
            from: &browser)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"f-\(drop)-error\""))
        #expect(PageForm(answer.text, action: "/journal" + Self.path).fields[drop] == FormField.yes)
        #expect(try await sheet(site).work(Sample.work) != nil)
    }

    @Test("is refused without the browser's token, and where its own fields were tampered with")
    func tampered() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        for (name, value, status) in [
            ("csrf", nil, HTTPResponse.Status.forbidden), ("version", "x", .badRequest),
            ("roll-was", "x", .badRequest), ("command", "x", .badRequest),
            ("command", UUID().uuidString, .badRequest), ("command", nil, .unprocessableContent),
        ] as [(String, String?, HTTPResponse.Status)] {
            let answer = try await site.submit(Self.path, changing: [name: value, "topic": "Дроби"], from: &browser)
            #expect(answer.status == status, "\(name)")
        }
        #expect(try await sheet(site).head.topic == nil)
    }
}

import Testing

@testable import Operator

@Suite struct SheetHeadingTests {
    @Test(
        arguments: [
            ("ФИО", SheetHeading(term: .fullName)), ("Ф.И.О.", .init(term: .fullName)),
            ("Фамилия, имя, отчество", .init(term: .fullName)), ("ФИО (полностью)", .init(term: .fullName)),
            ("Фамилия", .init(term: .family)), ("  Имя ", .init(term: .given)), ("ОТЧЕСТВО", .init(term: .patronymic)),
            ("ФИО учащегося", .init(term: .fullName, owner: .pupil)),
            ("Фамилия ребёнка", .init(term: .family, owner: .pupil)),
            ("Дата рождения\n(дд.мм.гггг)", .init(term: .birthDate)), ("Д.р.", .init(term: .birthDate)),
            ("Класс", .init(term: .schoolClass)), ("Класс/группа", .init(term: .schoolClass)),
            ("Подгруппа", .init(term: .group)), ("E-mail", .init(term: .email)), ("Эл. почта", .init(term: .email)),
            ("Электронная почта", .init(term: .email)), ("Телефон", .init(term: .phone)),
            ("Мобильный телефон", .init(term: .phone)), ("Сотовый", .init(term: .phone)),
            ("Мать", .init(term: .fullName, owner: .mother)), ("Телефон матери", .init(term: .phone, owner: .mother)),
            ("E-mail отца", .init(term: .email, owner: .father)),
            ("Представитель 2", .init(term: .fullName, owner: .representative, number: 2)),
            ("ФИО законного представителя", .init(term: .fullName, owner: .representative)),
            ("Родитель (законный представитель)", .init(term: .fullName, owner: .representative)),
            ("Степень родства", .init(term: .kinship)), ("Степень родства с ребёнком", .init(term: .kinship)),
            ("Кем приходится", .init(term: .kinship)), ("Должность", .init(term: .post)),
            ("Учитель", .init(term: .fullName, owner: .staff)), ("Учебный предмет", .init(term: .subject)),
            ("Нагрузка", .init(term: .hours)), ("Кол-во часов в неделю", .init(term: .hours)),
            ("№ личного дела", .init(term: .code)), ("Табельный №", .init(term: .code)),
            ("Дата зачисления", .init(term: .firstDay)), ("№ приказа", .init(term: .order)),
            ("№ п/п", .init(term: .number)), ("№", .init(term: .number)),
        ] as [(String, SheetHeading)])
    func headersMeanWhatSchoolsMeanByThem(header: String, heading: SheetHeading) {
        #expect(SheetHeading(header) == heading)
    }

    @Test(arguments: ["Адрес", "СНИЛС", "Классный руководитель", "Льготы", "Заведение"])
    func othersMeanNothing(header: String) {
        #expect(SheetHeading(header) == nil)
    }

    @Test(arguments: [
        ("5А", "5А"), ("5 А", "5А"), ("5-А", "5А"), ("5 «А»", "5А"), ("5\"А\"", "5А"), ("5а класс", "5А"),
        ("10 ИТ-1", "10ИТ-1"), ("«11Б»", "11Б"), ("5A", "5А"), ("5D", "5D"), ("7 кл. Ё", "7Ё"),
    ])
    func aClassIsTheSameHoweverItIsWritten(text: String, name: String) {
        #expect(ClassName(text)?.text == name)
    }

    @Test(arguments: ["", "5", "А5", "13А", "0А", "5А1Б2В3Г4Д5Е", "5!", "пятый А", "5/А Б"])
    func whatIsNoClassIsNone(text: String) {
        #expect(ClassName(text) == nil)
    }

    @Test func latinLettersAreToldOf() {
        #expect(ClassName("5A")?.wasLatin == true && ClassName("5А")?.wasLatin == false)
        #expect(ClassName("5A") == ClassName("5А") && ClassName("5D")?.wasLatin == false)
    }
}

/// The gender of Russian names, which given name, patronymic and family name agree in.
enum Gender: Int, CaseIterable, Sendable {
    case male
    case female
}

/// A man's name and the patronymics of his children.
struct FatherName: Sendable {
    let given: String
    private let son: String
    private let daughter: String

    init(_ given: String, _ son: String, _ daughter: String) {
        self.given = given
        self.son = son
        self.daughter = daughter
    }

    func patronymic(_ gender: Gender) -> String {
        switch gender {
        case .male: son
        case .female: daughter
        }
    }
}

/// Given names in use in the Kuban.
enum GivenNames {
    /// Every name of a man is also some pupil's father's.
    static let men: [FatherName] = [
        FatherName("Александр", "Александрович", "Александровна"), FatherName("Алексей", "Алексеевич", "Алексеевна"),
        FatherName("Андрей", "Андреевич", "Андреевна"), FatherName("Антон", "Антонович", "Антоновна"),
        FatherName("Артём", "Артёмович", "Артёмовна"), FatherName("Борис", "Борисович", "Борисовна"),
        FatherName("Вадим", "Вадимович", "Вадимовна"), FatherName("Василий", "Васильевич", "Васильевна"),
        FatherName("Виктор", "Викторович", "Викторовна"), FatherName("Владимир", "Владимирович", "Владимировна"),
        FatherName("Григорий", "Григорьевич", "Григорьевна"), FatherName("Денис", "Денисович", "Денисовна"),
        FatherName("Дмитрий", "Дмитриевич", "Дмитриевна"), FatherName("Евгений", "Евгеньевич", "Евгеньевна"),
        FatherName("Иван", "Иванович", "Ивановна"), FatherName("Игорь", "Игоревич", "Игоревна"),
        FatherName("Илья", "Ильич", "Ильинична"), FatherName("Карен", "Каренович", "Кареновна"),
        FatherName("Кирилл", "Кириллович", "Кирилловна"), FatherName("Константин", "Константинович", "Константиновна"),
        FatherName("Максим", "Максимович", "Максимовна"), FatherName("Михаил", "Михайлович", "Михайловна"),
        FatherName("Никита", "Никитич", "Никитична"), FatherName("Николай", "Николаевич", "Николаевна"),
        FatherName("Олег", "Олегович", "Олеговна"), FatherName("Павел", "Павлович", "Павловна"),
        FatherName("Пётр", "Петрович", "Петровна"), FatherName("Роман", "Романович", "Романовна"),
        FatherName("Руслан", "Русланович", "Руслановна"), FatherName("Сергей", "Сергеевич", "Сергеевна"),
        FatherName("Степан", "Степанович", "Степановна"), FatherName("Тимур", "Тимурович", "Тимуровна"),
        FatherName("Фёдор", "Фёдорович", "Фёдоровна"), FatherName("Юрий", "Юрьевич", "Юрьевна"),
    ]

    static let women = [
        "Алина", "Анастасия", "Анжела", "Анна", "Валентина", "Валерия", "Варвара", "Вера", "Вероника", "Виктория",
        "Галина", "Дарья", "Ева", "Екатерина", "Елена", "Елизавета", "Жанна", "Инна", "Ирина", "Карина", "Кира",
        "Ксения", "Лариса", "Любовь", "Людмила", "Маргарита", "Марина", "Мария", "Милана", "Надежда", "Наталья",
        "Оксана", "Ольга", "Полина", "Светлана", "София", "Таисия", "Татьяна", "Ульяна", "Юлия", "Яна",
    ]
}

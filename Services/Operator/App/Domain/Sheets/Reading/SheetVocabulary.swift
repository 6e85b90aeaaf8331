/// The words of headers as schools write them: folded, without signs.
enum SheetVocabulary {
    static let owners: [String: SheetOwner] = [
        "ученик": .pupil, "ученика": .pupil, "учеником": .pupil, "учащийся": .pupil, "учащегося": .pupil,
        "обучающийся": .pupil, "обучающегося": .pupil, "ребенок": .pupil, "ребенка": .pupil, "ребенку": .pupil,
        "ребенком": .pupil, "школьник": .pupil, "школьника": .pupil,
        "учитель": .staff, "учителя": .staff, "преподаватель": .staff, "преподавателя": .staff, "педагог": .staff,
        "педагога": .staff, "сотрудник": .staff, "сотрудника": .staff, "работник": .staff, "работника": .staff,
        "мать": .mother, "матери": .mother, "мама": .mother, "мамы": .mother,
        "отец": .father, "отца": .father, "папа": .father, "папы": .father,
        "родитель": .parent, "родителя": .parent, "родители": .parent, "родителей": .parent,
        "представитель": .representative, "представителя": .representative, "представители": .representative,
        "опекун": .guardian, "опекуна": .guardian, "попечитель": .trustee, "попечителя": .trustee,
        "усыновитель": .adopter, "усыновителя": .adopter,
    ]

    /// Words without which a header means the same.
    static let fillers: Set<String> = [
        "законный", "законного", "законные", "й", "ый", "ой", "полностью", "полное", "контактный", "контактные",
        "дд", "мм", "гггг", "в",
    ]

    static let terms: [String: SheetTerm] = [
        "фио": .fullName, "ф и о": .fullName, "фамилия имя отчество": .fullName, "фамилия имя": .fullName,
        "фамилия и о": .fullName, "фамилия": .family, "имя": .given, "отчество": .patronymic,
        "дата рождения": .birthDate, "дата рожд": .birthDate, "день рождения": .birthDate, "д р": .birthDate,
        "др": .birthDate,
        "класс": .schoolClass, "классы": .schoolClass, "учебный класс": .schoolClass, "класс группа": .schoolClass,
        "группа": .group, "группы": .group, "подгруппа": .group, "подгруппы": .group, "учебная группа": .group,
        "e mail": .email, "email": .email, "mail": .email, "почта": .email, "эл почта": .email,
        "электронная почта": .email, "адрес электронной почты": .email, "адрес эл почты": .email, "эл адрес": .email,
        "электронный адрес": .email,
        "телефон": .phone, "тел": .phone, "телефоны": .phone, "номер телефона": .phone, "мобильный": .phone,
        "мобильный телефон": .phone, "моб телефон": .phone, "моб тел": .phone, "сотовый": .phone,
        "сотовый телефон": .phone,
        "степень родства": .kinship, "степень родства с": .kinship, "родство": .kinship, "тип родства": .kinship,
        "кем приходится": .kinship, "родственная связь": .kinship, "родственное отношение": .kinship,
        "должность": .post, "должности": .post,
        "предмет": .subject, "учебный предмет": .subject, "дисциплина": .subject, "курс": .subject,
        "наименование предмета": .subject, "название предмета": .subject, "предмет курс": .subject,
        "часы": .hours, "часов": .hours, "час": .hours, "нагрузка": .hours, "нагрузка час": .hours,
        "нагрузка часов": .hours, "нагрузка часы": .hours, "учебная нагрузка": .hours, "недельная нагрузка": .hours,
        "количество часов": .hours, "кол во часов": .hours, "часов неделю": .hours, "часы неделю": .hours,
        "часов нед": .hours, "нагрузка неделю": .hours, "нагрузка часов неделю": .hours, "нагрузка час неделю": .hours,
        "количество часов неделю": .hours, "кол во часов неделю": .hours,
        "табельный номер": .code, "табельный": .code, "таб номер": .code, "личный код": .code, "личное дело": .code,
        "личного дела": .code,
        "номер личного дела": .code,
        "дата зачисления": .firstDay, "зачислен": .firstDay, "зачислен с": .firstDay, "дата прибытия": .firstDay,
        "приказ": .order, "приказа": .order, "номер приказа": .order, "приказ о зачислении": .order,
        "приказа о зачислении": .order, "номер приказа о зачислении": .order,
        "п п": .number, "пп": .number, "номер": .number, "номер п п": .number,
    ]
}

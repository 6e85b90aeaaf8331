import School

/// What is taught.
enum Subject: String, CaseIterable, Hashable, Sendable {
    case russian = "Русский язык"
    case reading = "Литературное чтение"
    case literature = "Литература"
    case english = "Английский язык"
    case mathematics = "Математика"
    case algebra = "Алгебра"
    case geometry = "Геометрия"
    case probability = "Вероятность и статистика"
    case informatics = "Информатика"
    case world = "Окружающий мир"
    case ethics = "Основы религиозных культур и светской этики"
    case history = "История"
    case society = "Обществознание"
    case geography = "География"
    case biology = "Биология"
    case physics = "Физика"
    case chemistry = "Химия"
    case art = "Изобразительное искусство"
    case music = "Музыка"
    case craft = "Труд (технология)"
    case sport = "Физическая культура"
    case safety = "Основы безопасности и защиты Родины"
    case kuban = "Кубановедение"
    case project = "Индивидуальный проект"
    case talks = "Разговоры о важном"
    case chess = "Шахматы"

    /// Внеурочная деятельность.
    var isExtracurricular: Bool { self == .talks || self == .chess }

    /// No marks in grade 1, in ОРКСЭ and outside the curriculum; pass or fail for the project.
    func policy(inParallel parallel: Int) -> CoursePolicy {
        let hasMarks = parallel > 1 && self != .ethics && !isExtracurricular
        let hasHomework = parallel > 1 && !isExtracurricular && self != .sport
        return CoursePolicy(
            marks: hasMarks ? (self == .project ? .passFail : .fivePoint) : .none,
            homework: hasHomework ? .expected : .none, countsInFilling: !isExtracurricular,
            isExtracurricular: isExtracurricular)
    }

    /// How a class of full size is parted for it.
    func parting(inParallel parallel: Int) -> Parting {
        switch self {
        case .english where parallel >= 2: .halves
        case .craft where parallel >= 5: .genders
        default: .whole
        }
    }

    /// Taught in the first four years by the class's own teacher.
    var belongsToClassTeacher: Bool {
        switch self {
        case .russian, .reading, .mathematics, .world, .art, .music, .craft, .talks, .kuban, .ethics: true
        default: false
        }
    }

    /// Those one teacher is trained for.
    var field: [Subject] {
        let fields: [[Subject]] = [
            [.russian, .literature], [.mathematics, .algebra, .geometry, .probability], [.history, .society, .ethics],
            [.geography, .kuban], [.biology, .chemistry], [.physics, .project], [.art, .music],
        ]
        return fields.first { $0.contains(self) } ?? [self]
    }
}

/// How a class is parted for a subject.
enum Parting: Sendable {
    case whole
    /// In two halves by the alphabet.
    case halves
    case genders
}

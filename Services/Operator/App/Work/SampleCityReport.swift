import Foundation
import School

/// What a person needs to know to look at the city.
struct SampleCityReport: Sendable {
    let city: SampleCity
    let story: Story?
    let count: WalkCount
    /// What the simulated clock shows, microseconds UTC.
    let now: Int64
    let hasAccounts: Bool
    /// The journal's ids of the story's lessons.
    let lessons: [LessonKey: UUID]
}

extension SampleCityReport {
    /// One JSON object, for programs.
    struct Document: Encodable {
        struct Login: Encodable {
            let login: String
            let person: String
            let what: String
        }

        struct StoryPart: Encodable {
            let date: String
            let school: String
            let schoolClass: String
            let classID: String
            let teacher: String
            let teacherID: String
            let pupil: String
            let pupilID: String
            let parent: String
            let parentID: String
            let lessonID: String?
            let emptyLessonID: String?
        }

        let seed: UInt64
        let scale: String
        let now: Int64
        let schools: [String]
        let done: Int
        let known: Int
        let leftAlone: Int
        let password: String?
        let logins: [Login]
        let story: StoryPart?
    }

    var document: Document {
        Document(
            seed: city.seed, scale: city.scale.rawValue, now: now, schools: city.schools.map(\.id.text),
            done: count.done, known: count.known, leftAlone: count.leftAlone,
            password: hasAccounts ? SamplePassword.text : nil, logins: hasAccounts ? logins : [],
            story: story.map { Document.StoryPart($0, lessons) })
    }

    /// A teacher, parents, and one of each role.
    private var logins: [Document.Login] {
        guard let school = city.schools.first else { return [] }
        let teacher = story.map { story in
            Document.Login(
                login: story.teacher.login, person: "teacher",
                what: "\(story.teacher.post), \(story.school.shape.name)")
        }
        let roles = school.staff.filter { $0.role != nil }.map { staff in
            Document.Login(
                login: staff.login, person: "staff",
                what: staff.role == .municipality ? staff.post : "\(staff.post), \(school.shape.name)")
        }
        let parents = parents(of: school).map {
            Document.Login(
                login: $0.login, person: "parent", what: SampleFamily($0, in: school, first: story?.pupil.id).text)
        }
        return [teacher].compactMap { $0 } + roles + parents
    }

    /// The story's, and the first with one child and with several, as far as they are others.
    private func parents(of school: SampleSchool) -> [SampleGuardian] {
        let withAccounts = school.guardians.filter(\.hasAccount)
        let told = story.map(\.parent)
        let others = [
            withAccounts.first { $0.children.count == 1 }, withAccounts.max { $0.children.count < $1.children.count },
        ]
        return others.compactMap { $0 }.reduce(into: [told].compactMap { $0 }) { found, one in
            let isThere = found.contains { $0.id == one.id || $0.children.count == one.children.count }
            if !isThere { found.append(one) }
        }
    }

    /// For a person at a terminal.
    var text: String {
        let schools = city.schools.prefix(3).map(\.shape.name).joined(separator: ", ")
        let more = city.schools.count > 3 ? " and \(city.schools.count - 3) more" : ""
        var lines = [
            "The sample city (seed \(city.seed), \(city.scale.rawValue)) stands at \(standing).",
            "Schools: \(schools)\(more).",
            "\(count.done) commands carried out, \(count.known) were known, \(count.leftAlone) left as people had it, "
                + "\(count.tooOld) too old to be sent.",
        ]
        if hasAccounts {
            lines.append("Sign in with the password \(SamplePassword.text) as:")
            lines += logins.map { "    \($0.login) – \($0.what)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var standing: String {
        let local = city.zone.local(atMicroseconds: now)
        return "\(local.day) \(local.minute) (\(city.zone.name))"
    }
}

/// The children of a guardian, with their classes.
private struct SampleFamily {
    let text: String

    /// - Parameter first: the child that is named before the others, if it is one of them.
    init(_ guardian: SampleGuardian, in school: SampleSchool, first: UUID?) {
        let told = guardian.children.filter { $0.pupil == first } + guardian.children.filter { $0.pupil != first }
        let children = told.compactMap { child in
            school.classes.lazy.compactMap { schoolClass in
                schoolClass.pupils.first { $0.id == child.pupil }.map {
                    "\($0.name.given) \(schoolClass.parallel)\(schoolClass.letter)"
                }
            }.first
        }
        text = "parent of " + children.joined(separator: ", ")
    }
}

extension SampleCityReport.Document.StoryPart {
    init(_ story: Story, _ lessons: [LessonKey: UUID]) {
        date = story.day.description
        school = story.school.id.text
        schoolClass = "\(story.schoolClass.parallel)\(story.schoolClass.letter)"
        classID = story.schoolClass.id.text
        teacher = story.teacher.login
        teacherID = story.teacher.id.text
        pupil = "\(story.pupil.name.family) \(story.pupil.name.given)"
        pupilID = story.pupil.id.text
        parent = story.parent.login
        parentID = story.parent.id.text
        lessonID = lessons[story.lesson]?.text
        emptyLessonID = lessons[story.empty]?.text
    }
}

extension UUID {
    /// As commands, logs and URLs have it.
    fileprivate var text: String { uuidString.lowercased() }
}

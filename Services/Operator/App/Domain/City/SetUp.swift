import Foundation
import School

/// The orders that make a school before its year begins, and its timetables.
struct SetUp {
    /// Which orders must be answered before which.
    private enum Wave {
        static let school = 0
        static let people = 1
        static let ties = 2
        static let groups = 3
        static let timetables = 4
        static let accounts = 5
    }

    /// When a later term's timetable is approved, minutes after midnight: before the day's first entry.
    private static let earlyMorning = 7 * 60

    /// The accounts of staff and parents, all with one password.
    struct Accounts: Sendable {
        /// What the password is checked against, a PHC string.
        let verifier: String
        /// Whether there is a diary to make parents' accounts at.
        let hasDiary: Bool
    }

    private let school: SampleSchool
    private let city: SampleCity
    private var ids: IDSource
    private var commandIDs: IDSource
    private var orders: [SampleOrder] = []

    /// - Parameter accounts: nil: nobody can sign in, and nobody has a role.
    static func orders(of school: SampleSchool, in city: SampleCity, accounts: Accounts?) -> [SampleOrder] {
        var setUp = SetUp(school, city)
        setUp.makeDirectory()
        setUp.makeGroups()
        setUp.makeTimetables()
        if let accounts { setUp.makeAccounts(accounts) }
        return setUp.orders
    }

    private init(_ school: SampleSchool, _ city: SampleCity) {
        self.school = school
        self.city = city
        ids = IDSource(SeededGenerator(seed: city.seed, school.index, 3), from: city.beginning)
        commandIDs = IDSource(SeededGenerator(seed: city.seed, school.index, 4), from: city.beginning)
    }

    private mutating func order(_ command: SampleCommand, _ wave: Int, at instant: Int64? = nil) {
        orders.append(
            SampleOrder(
                id: commandIDs.next(), instant: instant ?? city.beginning, wave: wave, school: school.id, actor: .none,
                command: command))
    }

    private mutating func makeDirectory() {
        order(.registerSchool(id: school.id, name: school.shape.name, zone: SampleYear.zone), Wave.school)
        for person in school.staff {
            let email = "\(person.login)@staff.example"
            order(.addStaff(id: person.id, name: person.name, post: person.post, email: email), Wave.people)
        }
        for pupil in school.pupils {
            order(.addPupil(id: pupil.id, name: pupil.name, birthDate: pupil.birthDate), Wave.people)
        }
        for guardian in school.guardians {
            order(
                .addGuardian(id: guardian.id, name: guardian.name, email: guardian.email, phone: guardian.phone),
                Wave.people)
        }
        for course in school.courses {
            order(.openCourse(id: course.id, name: course.subject.rawValue, policy: course.policy), Wave.people)
        }
        for shift in school.shifts {
            guard let id = school.bells[shift] else { continue }
            order(.setBells(id: id, name: shift.name, bells: shift.bells), Wave.people)
        }
    }

    private mutating func makeGroups() {
        for one in school.classes {
            order(
                .openClass(id: one.id, parallel: one.parallel, letter: one.letter, schoolYear: SampleYear.name),
                Wave.people)
        }
        for group in school.groups {
            order(
                .openGroup(
                    id: group.id, name: group.name, classID: group.classID, isWholeClass: group.isWholeClass),
                Wave.ties)
        }
        tie()
        for group in school.groups where !group.isWholeClass {
            for pupil in group.members {
                order(
                    .enrolInGroup(
                        id: ids.next(), pupil: pupil.id, group: group.id, firstDay: firstDay, order: "41-У"),
                    Wave.groups)
            }
        }
    }

    private mutating func tie() {
        for one in school.classes {
            for pupil in one.pupils {
                order(
                    .enrolInClass(id: ids.next(), pupil: pupil.id, classID: one.id, firstDay: firstDay, order: "40-У"),
                    Wave.ties)
            }
        }
        for guardian in school.guardians {
            for child in guardian.children {
                order(
                    .recordGuardianship(
                        id: child.id, guardian: guardian.id, pupil: child.pupil, basis: child.basis,
                        firstDay: SampleYear.preparation), Wave.ties)
            }
        }
    }

    private mutating func makeTimetables() {
        for term in SampleYear.terms {
            let day = max(SampleYear.preparation, term.first - SampleYear.timetableLead)
            let approval = day == SampleYear.preparation ? SchoolZone.morning : Self.earlyMorning
            for shift in school.shifts {
                guard let bells = school.bells[shift] else { continue }
                order(
                    .approveTimetable(
                        id: ids.next(), bells: bells, days: term.first...term.last,
                        daysOff: SampleYear.daysOff.filter { (term.first...term.last).contains($0) },
                        entries: school.week.filter { $0.shift == shift }),
                    Wave.timetables, at: city.zone.instant(of: day, minutes: approval))
            }
        }
    }

    private mutating func makeAccounts(_ accounts: Accounts) {
        for person in school.staff {
            if let role = person.role {
                order(
                    .grantRole(
                        id: ids.next(), staff: person.id, role: role, firstDay: SampleYear.preparation, order: "12-К"),
                    Wave.accounts)
            }
            order(
                .issueStaffAccount(staff: person.id, login: person.login, verifier: accounts.verifier), Wave.accounts)
        }
        guard accounts.hasDiary else { return }
        for guardian in school.guardians where guardian.hasAccount {
            order(
                .issueAccount(
                    id: ids.next(), person: guardian.id, login: guardian.login, verifier: accounts.verifier,
                    email: guardian.email), Wave.accounts)
        }
    }

    private var firstDay: Day { SampleYear.terms[0].first }
}

import Foundation
import School
import Web

/// What the journal's routes stand on.
struct JournalParts: Sendable {
    let reader: JournalReader
    let desk: CommandDesk
    let sessions: StaffSessions
    let passwords: PasswordVerifier
    let guesses: GuessLimiter
    let browsers: KnownBrowser
}

extension JournalStore {
    /// Whoever is signed in, as this journal knows them now.
    /// - Throws: ``Problem`` 403 for a person who no longer works here.
    func person(_ identity: StaffIdentity, _ request: WebRequest, zones: ZoneShelf) throws -> StaffMember {
        guard let person = try member(identity.person, at: request.now, zones: zones), person.worksHere,
            try hasOpenAccount(identity.person)
        else { throw Problem(.forbidden, "this person does not work here any more") }
        return person
    }

    /// A lesson this person may see. Whatever they may not see is not there.
    func lesson(_ id: UUID, for person: StaffMember) throws -> (head: LessonHead, access: LessonAccess) {
        guard let head = try lessonHead(id), let access = LessonAccess(of: person, to: head) else {
            throw Problem.notFound
        }
        return (head, access)
    }

    /// That a form names nothing of another lesson: what its fields are called is the sender's to choose, and who
    /// teaches this lesson may not teach that one.
    /// - Throws: ``Problem`` 404, whether there is such a work or mark or not.
    func check(_ entry: LessonEntry) throws {
        for work in Set(entry.marks.map(\.work) + entry.droppedWorks.map(\.work)) {
            guard try lesson(ofWork: work) == entry.lesson else { throw Problem.notFound }
        }
        for edit in entry.marks {
            guard let was = edit.was else { continue }
            guard try work(ofMark: was.mark) == edit.work else { throw Problem.notFound }
        }
    }
}

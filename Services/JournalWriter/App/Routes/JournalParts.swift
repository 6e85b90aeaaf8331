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
}

import EventFeed
import Foundation
import School

/// Sends commands for people who came by HTTP: the same code, limits and promises as over the wire.
struct LocalDesk: Sendable {
    let perform: @Sendable (Command) async -> CommandAnswer
    /// Wall time, microseconds UTC.
    let now: @Sendable () -> Int64

    func note(_ visit: DiaryVisited, school: UUID) async throws -> CommandAnswer {
        let order = RecordVisit(visit: visit)
        return await perform(
            command(RecordVisit.name, try order.body, id: .version7(atMicroseconds: now()), visit.person, school))
    }

    /// - Parameter id: the form's; its time is when the command was issued, so that a form sent twice counts once.
    func set(_ preference: SetMailPreference, for viewer: Viewer, id: UUID) async throws -> CommandAnswer {
        await perform(command(SetMailPreference.name, try preference.body, id: id, viewer.person, viewer.school))
    }

    private func command(_ name: String, _ body: Data, id: UUID, _ person: UUID, _ school: UUID) -> Command {
        Command(
            id: id, sender: LocalSender.name(of: person), issuedAt: id.madeAt, actor: person, school: school,
            name: name, body: body)
    }
}

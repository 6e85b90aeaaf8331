import EventFeed
import Foundation
import School

/// Sends commands for people who came by HTTP: the same code, limits and promises as over the wire.
struct CommandDesk: Sendable {
    let perform: @Sendable (Command) async -> CommandAnswer

    /// For whom a command is sent, and under which id.
    struct Slip: Sendable {
        let person: UUID
        let school: UUID
        /// A UUIDv7; its time is when the command was issued, so that a retry repeats it.
        let id: UUID
        let traceID: UUID
    }

    /// - Throws: where the order cannot be encoded; no order that can be typed.
    func send(_ order: LessonOrder, _ slip: Slip) async throws -> CommandAnswer {
        let (name, body) = try order.message()
        return await perform(
            Command(
                id: slip.id, sender: Self.sender(of: slip.person), issuedAt: slip.id.madeAt, actor: slip.person,
                school: slip.school, name: name, body: body, traceID: slip.traceID))
    }

    /// Under an id that follows from the form and what is sent: the same thing sent twice is one command, something
    /// else typed into the same form is another.
    func send(_ order: LessonOrder, form: UUID, _ slip: Slip) async throws -> CommandAnswer {
        let (name, body) = try order.message()
        return try await send(
            order,
            Slip(
                person: slip.person, school: slip.school, id: DerivedID.of(form, name, body), traceID: slip.traceID))
    }

    /// The sender that a person's limits and stored answers belong to.
    static func sender(of person: UUID) -> String { "http:" + person.text }
}

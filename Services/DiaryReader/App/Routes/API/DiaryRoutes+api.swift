import Foundation
import Web

extension DiaryRoutes {
    func children(_ request: WebRequest, _ identity: FamilyIdentity) async throws -> Answer {
        guard let family = try await book.family(of: identity.person) else { throw Problem.notFound }
        return try .json(ChildrenDocument(family.children), shows: Self.subjects(family.children))
    }

    func childWeek(_ request: WebRequest, _ identity: FamilyIdentity) async throws -> Answer {
        guard let opened = try await open(try request.id("child"), request, identity) else { throw Problem.notFound }
        return try .json(WeekDocument(opened), shows: Self.subjects([opened.week.child]))
    }
}

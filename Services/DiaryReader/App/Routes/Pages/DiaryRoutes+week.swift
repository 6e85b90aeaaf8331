import EventFeed
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import School
import ServiceKit
import Web

extension DiaryRoutes {
    func week(_ request: WebRequest, _ identity: FamilyIdentity) async throws -> Answer {
        let pupil = try request.queryID("child")
        guard let opened = try await open(pupil, request, identity) else {
            return try await nothingToOpen(pupil, request, identity)
        }
        let page = WeekPage(opened: opened, frame: frame(request, opened.family)).page
        return .page(page, shows: Self.subjects(opened.family.children))
    }

    /// A parent who asked for no particular child and has none is told so; any other is refused, and all alike.
    private func nothingToOpen(
        _ pupil: UUID?, _ request: WebRequest, _ identity: FamilyIdentity
    ) async throws -> Answer {
        guard pupil == nil, let family = try await book.family(of: identity.person) else { throw Problem.notFound }
        return .page(NoChildPage(frame: frame(request, family)).page, shows: [])
    }

    /// A child's week, and the visit it is.
    /// - Returns: nil where the person may not see this child, or there is none.
    func open(_ pupil: UUID?, _ request: WebRequest, _ identity: FamilyIdentity) async throws -> DiaryBook.Opened? {
        let day = try weekDay(request)
        guard let opened = try await book.week(of: pupil, around: day, for: identity.person) else { return nil }
        if request.request.method == .get, !opened.isVisitCounted { try await note(opened, request) }
        return opened
    }

    private func weekDay(_ request: WebRequest) throws(Problem) -> Day? {
        guard let day = try request.queryDay("from") else { return nil }
        guard SchoolWeek(of: day).isPlausible else {
            throw .invalidParameter("from", "from lies in a week that is not shown")
        }
        return day
    }

    /// A diary is shown also while the feed takes nothing more, a full disk for one: the visit counts at the next look.
    private func note(_ opened: DiaryBook.Opened, _ request: WebRequest) async throws {
        let answer = try await desk.note(opened.visit, school: opened.family.viewer.school)
        guard case .rejected(let rejection) = answer else { return }
        request.context.logger.warning(
            "a visit could not be counted", metadata: [LogKey.error: "\(rejection.code.rawValue)"])
    }

    func frame(_ request: WebRequest, _ family: DiaryBook.Family?) -> DiaryFrame {
        DiaryFrame(paths: paths, csrf: request.csrf, holder: family?.name)
    }

    static func subjects(_ children: [Child]) -> [ReadRecord.Subject] { children.map { .init(.pupil, $0.pupil) } }
}

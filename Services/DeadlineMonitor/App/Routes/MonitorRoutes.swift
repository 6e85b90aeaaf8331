import Foundation
import Hummingbird
import School
import ServiceKit
import Web

/// Every route of the monitor.
struct MonitorRoutes: Sendable {
    let alerts: AlertReader
    let staff: StaffReader
    let standings: @Sendable () -> [FeedStanding]

    var table: RouteTable {
        var table = RouteTable()
        table.get(MonitorPaths.home, name: "monitor.home", access: .staff, reads: .nobody, handler: home)
        table.get(MonitorPaths.mine, name: "monitor.mine", access: .staff, reads: .own, handler: mine)
        table.get(
            "/schools/:school", name: "monitor.school", access: .staff, reads: .others([.school]), handler: school)
        table.get(
            MonitorPaths.alerts, name: "monitor.alerts", access: .bearer, reads: .others([.school]), handler: list)
        return table
    }

    /// Leads to the list that is the person's business.
    private func home(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let rights = try await rights(of: identity, request)
        return .seeOther(request.link(rights.overseen.first.map { MonitorPaths.school($0.id) } ?? MonitorPaths.mine))
    }

    private func mine(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let rights = try await rights(of: identity, request)
        var filter = try AlertQuery.pageFilter(request)
        filter.owner = identity.person
        let list = try await alerts.list(filter)
        let frame = MonitorFrame(request)
        return .page(try AlertsPage(list, rights: rights, school: nil, feeds: standings(), frame: frame).page)
    }

    /// Every alert of a school, for those who answer for it; for anybody else there is no such page.
    private func school(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let rights = try await rights(of: identity, request)
        guard let school = rights.overseen(try request.id("school")) else { throw Problem.notFound }
        var filter = try AlertQuery.pageFilter(request)
        filter.school = school.id
        let list = try await alerts.list(filter)
        let frame = MonitorFrame(request)
        let page = try AlertsPage(list, rights: rights, school: school, feeds: standings(), frame: frame).page
        return .page(page, shows: [.init(.school, school.id)])
    }

    private func list(_ request: WebRequest, _ identity: BearerIdentity) async throws -> Answer {
        let filter = try AlertQuery.filter(request)
        guard let school = filter.school else { throw Problem.invalidParameter("school", "school is missing") }
        let document = AlertsDocument(
            list: try await alerts.list(filter), feeds: standings(), journalBase: request.site.parts.web.journalBase)
        return try .json(document, shows: [.init(.school, school)])
    }

    private func rights(of identity: StaffIdentity, _ request: WebRequest) async throws -> StaffRights {
        guard let rights = try await staff.rights(of: identity.person, now: request.now) else {
            throw Problem.notFound
        }
        return rights
    }
}

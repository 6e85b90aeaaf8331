import ServiceKit
import Web

/// Every route of the journal: who may come, and whose personal data it shows.
struct JournalRoutes: Sendable {
    let parts: JournalParts

    var table: RouteTable {
        var table = RouteTable()
        addDoor(to: &table)
        addPages(to: &table)
        addAPI(to: &table)
        return table
    }

    private func addAPI(to table: inout RouteTable) {
        let operations = LessonAPI(parts: parts).operations
        for operation in operations {
            table.add(
                operation.method, operation.path, name: operation.name, access: .staff, reads: operation.reads,
                bodyLimit: operation.bodyLimit, handler: operation.handler)
        }
        table.get(
            LessonAPI.root + "/openapi.json", name: "journal.api.description",
            access: .everyone("describes the API, holds no data"), reads: .nobody
        ) { request, _ in
            try .json(OpenAPIDocument(operations: operations, server: request.link(LessonAPI.root)).value)
        }
    }

    private func addDoor(to table: inout RouteTable) {
        let door = SignInRoutes(parts: parts)
        table.get(
            JournalPaths.signIn, name: "journal.sign-in", access: .everyone("where staff sign in"), reads: .nobody,
            handler: door.show)
        table.post(
            JournalPaths.signIn, name: "journal.sign-in.enter", access: .everyone("where staff sign in"),
            reads: .nobody, handler: door.enter)
        table.get(
            StaffDoor.renewalPath, name: "journal.renewal", access: .everyone("renews a token by its session"),
            reads: .nobody, handler: door.renew)
        table.post(
            JournalPaths.signOut, name: "journal.sign-out", access: .everyone("ends the browser's own session"),
            reads: .nobody, handler: door.leave)
    }

    private func addPages(to table: inout RouteTable) {
        let (days, lessons) = (DayRoutes(parts: parts), LessonRoutes(parts: parts))
        table.get("/", name: "journal.today", access: .staff, reads: .own, handler: days.today)
        table.get("/days/:day", name: "journal.day", access: .staff, reads: .own, handler: days.day)
        table.get(
            JournalPaths.school, name: "journal.school", access: .staff, reads: .others(.school),
            handler: days.schoolToday)
        table.get(
            "/school/:day", name: "journal.school.day", access: .staff, reads: .others(.school),
            handler: days.schoolDay)
        table.get(
            "/lessons/:lesson", name: "journal.lesson", access: .staff, reads: .others(.lesson),
            handler: lessons.show)
        table.post(
            "/lessons/:lesson", name: "journal.lesson.enter", access: .staff, reads: .others(.lesson),
            bodyLimit: LessonField.bodyLimit, handler: lessons.enter)
        table.post(
            "/lessons/:lesson/cancellation", name: "journal.lesson.cancel", access: .staff, reads: .others(.lesson),
            handler: lessons.cancel)
    }
}

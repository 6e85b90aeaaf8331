import School
import Web

/// What stands around all pages of somebody who is signed in.
struct JournalFrame: Sendable {
    enum Section: Sendable {
        case day, school
    }

    let site: WebSite
    let csrf: CSRFToken
    let person: StaffMember

    func page(
        _ title: Phrase, section: Section?, crumbs: [Page.Crumb] = [], notices: [Notice] = [],
        width: Page.Width = .reading, main: @escaping @Sendable (inout HTML) -> Void
    ) -> Page {
        Page(
            title: title, crumbs: crumbs, navigation: navigation(section), account: account, notices: notices,
            width: width, main: main)
    }

    private var account: Page.Account {
        Page.Account(
            name: person.name?.short ?? person.schoolName, signOut: site.link(JournalPaths.signOut), csrf: csrf)
    }

    private func navigation(_ section: Section?) -> [Page.NavigationItem] {
        let day = Page.NavigationItem(JournalWords.today, site.link("/"), isCurrent: section == .day)
        // The monitor's: it shows a head the school, a teacher what is hers.
        let overdue = Page.NavigationItem(JournalWords.overdue, site.parts.web.monitorBase.home)
        guard person.readsSchool else { return [day, overdue] }
        let school = Page.NavigationItem(
            JournalWords.school, site.link(JournalPaths.school), isCurrent: section == .school)
        return [day, school, overdue]
    }
}

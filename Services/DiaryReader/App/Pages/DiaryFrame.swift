import Web

/// What stands around each of the diary's pages.
struct DiaryFrame: Sendable {
    enum Section: Sendable { case diary, mail }

    let paths: DiaryPaths
    let csrf: CSRFToken
    /// The holder's name; nil where nobody is signed in or the card was erased.
    let holder: PersonName?

    /// A page of somebody who is signed in.
    func page(
        _ title: Phrase, in section: Section, notices: [Notice] = [], freshness: Freshness? = nil,
        width: Page.Width = .reading, main: @escaping @Sendable (inout HTML) -> Void
    ) -> Page {
        Page(
            title: title,
            navigation: [
                .init(DiaryWords.week, paths.firstWeek, isCurrent: section == .diary),
                .init(DiaryWords.mail, paths.mail, isCurrent: section == .mail),
            ],
            account: .init(name: holder?.short ?? "", signOut: paths.signOut, csrf: csrf), notices: notices,
            freshness: freshness, width: width, main: main)
    }
}

extension PersonName {
    /// Family name first, as lists have it.
    var full: String { [family, given, patronymic].compactMap(\.self).joined(separator: " ") }
    /// As a child is spoken of at home.
    var short: String { "\(given) \(family)" }
}

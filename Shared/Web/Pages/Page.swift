import School

/// A page as a plain value: what stands on it. ``PageView`` makes HTML of it, purely.
public struct Page: Sendable {
    /// The heading, and with the site's name the window's title.
    public var title: Phrase
    /// From the site's first page down to the one above this.
    public var crumbs: [Crumb]
    /// The site's sections.
    public var navigation: [NavigationItem]
    /// Who is signed in; nil shows no account.
    public var account: Account?
    /// What just happened or is wrong, above everything else.
    public var notices: [Notice]
    /// How old the data is, where it comes from another service.
    public var freshness: Freshness?
    /// How wide the main column may become.
    public var width: Width
    /// Writes the main part. The heading is written before it.
    public var main: @Sendable (inout HTML) -> Void

    public init(
        title: Phrase, crumbs: [Crumb] = [], navigation: [NavigationItem] = [], account: Account? = nil,
        notices: [Notice] = [], freshness: Freshness? = nil, width: Width = .reading,
        main: @escaping @Sendable (inout HTML) -> Void
    ) {
        self.title = title
        self.crumbs = crumbs
        self.navigation = navigation
        self.account = account
        self.notices = notices
        self.freshness = freshness
        self.width = width
        self.main = main
    }

    public enum Width: Sendable {
        /// Lines of a length that reads well.
        case reading
        /// The whole window, for tables.
        case wide
    }

    /// A step of the way to this page.
    public struct Crumb: Sendable {
        public let name: Phrase
        public let link: Link

        public init(_ name: Phrase, _ link: Link) {
            self.name = name
            self.link = link
        }
    }

    /// A section of the site.
    public struct NavigationItem: Sendable {
        public let name: Phrase
        public let link: Link
        public let isCurrent: Bool

        public init(_ name: Phrase, _ link: Link, isCurrent: Bool = false) {
            self.name = name
            self.link = link
            self.isCurrent = isCurrent
        }
    }

    /// Who is signed in, with the form that signs out.
    public struct Account: Sendable {
        /// The person's name.
        public let name: String
        public let signOut: Link
        public let csrf: CSRFToken

        public init(name: String, signOut: Link, csrf: CSRFToken) {
            self.name = name
            self.signOut = signOut
            self.csrf = csrf
        }
    }
}

/// A line above the page: what happened, or what to mind.
public struct Notice: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case success, information, warning, failure
    }

    public let kind: Kind
    public let text: Phrase

    public init(_ kind: Kind, _ text: Phrase) {
        self.kind = kind
        self.text = text
    }
}

/// Up to when the data of another service is complete.
public enum Freshness: Hashable, Sendable {
    /// Complete up to here, as the school's wall shows it; and what the wall shows now.
    case complete(until: SchoolZone.Local, now: SchoolZone.Local)
    /// Nothing has been read yet.
    case unknown
}

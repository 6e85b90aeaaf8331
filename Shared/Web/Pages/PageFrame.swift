/// What stands around every page of a service, the same for all of them or by request.
public struct PageFrame: Sendable {
    /// The language, and the links that change it.
    public var language: Language
    /// The service, as people call it.
    public var siteName: Phrase
    /// The service's first page.
    public var home: Link
    /// Where the stylesheet is served.
    public var stylesheet: Link
    /// Where the language is changed; nil shows no choice.
    public var languageSwitch: (@Sendable (Language) -> Link)?
    /// Whether the store is a sample: a banner on every page says so.
    public var isSample: Bool
    /// Whether the page shows a form that was not accepted: the window's title says so first.
    public var isRefusal: Bool

    public init(
        language: Language, siteName: Phrase, home: Link, stylesheet: Link,
        languageSwitch: (@Sendable (Language) -> Link)? = nil, isSample: Bool = false, isRefusal: Bool = false
    ) {
        self.language = language
        self.siteName = siteName
        self.home = home
        self.stylesheet = stylesheet
        self.languageSwitch = languageSwitch
        self.isSample = isSample
        self.isRefusal = isRefusal
    }
}

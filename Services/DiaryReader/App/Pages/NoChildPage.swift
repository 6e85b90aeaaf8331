import Web

/// For a holder who may see no diary at the moment.
struct NoChildPage {
    let frame: DiaryFrame

    var page: Page {
        frame.page(DiaryWords.noChildTitle, in: .diary) { html in html("p", DiaryWords.noChild) }
    }
}

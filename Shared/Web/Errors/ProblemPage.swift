extension Problem {
    /// The page for people. It repeats nothing of the request.
    func page(home: Link, trace: String) -> Page {
        let problem = self
        return Page(title: ProblemWords.title(problem)) { html in
            html("p", ProblemWords.text(problem))
            html("p") { $0("a", ProblemWords.home, .href(home)) }
            html("p", .class("hint")) { html in
                html.text(ProblemWords.trace + .data(" "))
                html("code", text: trace)
            }
        }
    }
}

/// A cluster's state as lines of text, for a terminal of any width from 60 columns on.
struct StatusPage: Sendable {
    struct Line: Equatable, Sendable {
        enum Weight: Equatable, Sendable { case plain, title, alarm }

        let text: String
        let weight: Weight

        /// What services say stands in it: it stays one line, and tells a terminal nothing.
        init(text: String, weight: Weight = .plain) {
            self.text = SafeText.line(text)
            self.weight = weight
        }
    }

    let state: ClusterState
    let width: Int

    /// What needs somebody first: of a window that is too small the end is not shown.
    var lines: [Line] {
        [headline, Line(text: "")] + services + section("", subscriptions) + section("", reasons) + section("", jobs)
    }

    private func section(_ title: String, _ lines: [Line]) -> [Line] {
        lines.isEmpty ? [] : [Line(text: title)] + lines
    }

    private var headline: Line {
        let (down, stopped) = (state.down.count, state.subscriptions.filter(\.facts.needsOperator).count)
        var parts = ["\(state.services.count) services"]
        parts.append(down == 0 ? "all up" : "\(down) down")
        if stopped > 0 { parts.append("\(stopped) subscription\(stopped == 1 ? " waits" : "s wait") for an operator") }
        if state.services.contains(where: { $0.facts?.isSample == true }) { parts.append("SAMPLE") }
        let words = parts.joined(separator: ", ")
        let whole = "\(StatusText.second(state.at))  \(words)"
        // Whoever looks knows the day; how many are down must not be cut.
        let text = whole.count <= width ? whole : "\(StatusText.time(state.at))  \(words)"
        return Line(text: String(text.prefix(width)), weight: down + stopped > 0 ? .alarm : .title)
    }

    private var isWide: Bool { width >= 120 }

    // MARK: Services

    private var services: [Line] {
        var columns: [TextTable.Column] = [
            .init(title: "SERVICE", least: 12), .init(title: "STATE"), .init(title: "VERSION", least: 5),
        ]
        if isWide { columns.append(.init(title: "FEED", least: 12)) }
        columns += [
            .init(title: "HEAD", isRight: true), .init(title: isWide ? "COMPLETE UNTIL" : "COMPLETE"),
            .init(title: "WAL", isRight: true), .init(title: "FREE", isRight: true),
            .init(title: "BACKUP", isRight: true),
        ]
        var table = TextTable(columns)
        for service in state.services { table.add(cells(of: service)) }
        return weighted(table) { state.services[$0].facts == nil }
    }

    private func cells(of service: ServiceState) -> [String] {
        guard let facts = service.facts else {
            return [service.name, "DOWN"] + Array(repeating: "-", count: isWide ? 7 : 6)
        }
        let until = facts.feed.map { feed in
            isWide ? StatusText.second(feed.completeUntil) : StatusText.time(feed.completeUntil, at: state.at)
        }
        let backup = facts.lastBackupAt.map { StatusText.span(state.at - $0) }
        let feed = isWide ? [facts.feed?.name ?? "-"] : []
        return [service.name, "up", facts.version] + feed + [
            facts.feed.map { "\($0.head)" } ?? "-", until ?? "-", StatusText.bytes(facts.walBytes),
            StatusText.bytes(facts.freeDiskBytes), backup ?? "none",
        ]
    }

    // MARK: Subscriptions

    private var subscriptions: [Line] {
        let all = state.subscriptions
        guard !all.isEmpty else { return [] }
        var columns: [TextTable.Column] = [
            .init(title: "READER", least: 12), .init(title: "FEED", least: 12), .init(title: "STATE"),
            .init(title: "CURSOR", isRight: true), .init(title: "LAG", isRight: true),
            .init(title: "BEHIND", isRight: true),
        ]
        if isWide { columns.append(.init(title: "COMPLETE UNTIL", least: 8)) }
        var table = TextTable(columns)
        for (reader, facts) in all {
            let lag = state.lag(of: facts)
            let until = isWide ? [facts.completeUntil.map(StatusText.second) ?? "-"] : []
            let behind = lag.time.map(StatusText.span) ?? "-"
            table.add([reader, facts.feed, facts.state, "\(facts.cursor)", "\(lag.events)", behind] + until)
        }
        return weighted(table) { all[$0].facts.needsOperator }
    }

    // MARK: Jobs

    private var jobs: [Line] {
        let jobs = state.jobsWorthShowing
        let all = jobs.filter { $0.facts.state != "done" } + jobs.filter { $0.facts.state == "done" }
        guard !all.isEmpty else { return [] }
        var table = TextTable([
            .init(title: "JOB OF", least: 12), .init(title: "WORK"), .init(title: "STATE"),
            .init(title: "DONE", isRight: true), .init(title: "SAYS", least: 4),
        ])
        for (service, job) in all {
            let share = job.total > 0 ? "\(min(100, job.done * 100 / job.total)) %" : "-"
            let line = job.message.split(separator: "\n").first.map(String.init) ?? ""
            table.add([service, job.kind, job.state, share, line])
        }
        return weighted(table) { all[$0].facts.state == "failed" }
    }

    /// What needs a sentence: why something is down or stands still.
    private var reasons: [Line] {
        let down = state.down.map { "\($0.name): \($0.whyDown ?? "")" }
        let stopped = state.subscriptions.filter { $0.facts.state != "live" && $0.facts.reason != nil }.map {
            "\($0.reader), \($0.facts.feed): \($0.facts.reason ?? "")"
        }
        return (down + stopped).flatMap { wrapped($0) }.map { Line(text: $0) }
    }

    private func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.prefix(SafeText.longest).split(whereSeparator: \.isWhitespace).map({ SafeText.line($0) }) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append((lines.isEmpty ? "" : "  ") + word.prefix(width - 2))
            }
        }
        return lines
    }

    private func weighted(_ table: TextTable, isAlarm: (Int) -> Bool) -> [Line] {
        table.lines(width: width).enumerated().map { index, text in
            Line(text: text, weight: index == 0 ? .title : isAlarm(index - 1) ? .alarm : .plain)
        }
    }
}

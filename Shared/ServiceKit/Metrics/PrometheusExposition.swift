/// Writes metrics in Prometheus's text exposition format 0.0.4.
struct PrometheusExposition {
    let families: PrometheusFamilies

    var text: String {
        var lines = families.families.sorted { $0.key < $1.key }.flatMap { family($0.key, $0.value) }
        lines += droppedLines
        return lines.joined(separator: "\n") + "\n"
    }

    private func family(_ name: String, _ family: PrometheusFamilies.Family) -> [String] {
        let help = families.help[name] ?? "A \(family.kind.rawValue) of this service."
        let head = ["# HELP \(name) \(PrometheusText.escapeHelp(help))", "# TYPE \(name) \(family.kind.rawValue)"]
        return head
            + family.series.sorted { $0.key < $1.key }.flatMap { _, entry in
                switch entry.series {
                case .value(let value):
                    ["\(name)\(PrometheusText.labels(entry.labels)) \(PrometheusText.number(value.current))"]
                case .histogram(let histogram): lines(name, entry.labels, histogram)
                }
            }
    }

    private func lines(
        _ name: String, _ labels: [(name: String, value: String)], _ histogram: PrometheusHistogram
    ) -> [String] {
        let state = histogram.current
        var total: UInt64 = 0
        var lines = zip(histogram.bounds + [.infinity], state.counts).map { bound, count in
            total += count
            let bounded = labels + [(name: "le", value: PrometheusText.number(bound))]
            return "\(name)_bucket\(PrometheusText.labels(bounded)) \(total)"
        }
        let text = PrometheusText.labels(labels)
        lines.append("\(name)_sum\(text) \(PrometheusText.number(state.sum))")
        lines.append("\(name)_count\(text) \(total)")
        return lines
    }

    /// Written without a series of its own, so that it is there also when no series is left.
    private var droppedLines: [String] {
        let name = PrometheusRegistry.droppedSeries
        let head = ["# HELP \(name) Metric series that were not taken, by reason.", "# TYPE \(name) counter"]
        return head
            + PrometheusFamilies.DropReason.allCases.map { reason in
                "\(name){reason=\"\(reason.rawValue)\"} \(families.dropped[reason] ?? 0)"
            }
    }
}

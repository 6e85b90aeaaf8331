/// All metrics by name, each with its series by labels.
struct PrometheusFamilies {
    enum Kind: String {
        case counter, gauge, histogram
    }

    enum Series {
        case value(PrometheusValue)
        case histogram(PrometheusHistogram)
    }

    struct Family {
        let kind: Kind
        /// By the labels as text, which is also the order they are written in.
        var series: [String: (labels: [(name: String, value: String)], series: Series)] = [:]
    }

    enum DropReason: String, CaseIterable {
        case limit, name, kind
    }

    let limit: Int
    var help: [String: String] = [:]
    private(set) var families: [String: Family] = [:]
    private(set) var dropped: [DropReason: Int] = [:]
    private var count = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// The series of this name and these labels, made if there is room; nil, and counted, where it is not taken.
    mutating func series(
        _ kind: Kind, _ label: String, _ dimensions: [(String, String)], make: () -> Series
    ) -> Series? {
        guard let name = PrometheusName.metric(label), let labels = labels(dimensions) else { return drop(.name) }
        let family = families[name] ?? Family(kind: kind)
        guard family.kind == kind else { return drop(.kind) }
        let key = PrometheusText.labels(labels)
        if let known = family.series[key] { return known.series }
        guard count < limit else { return drop(.limit) }
        count += 1
        let series = make()
        families[name, default: family].series[key] = (labels, series)
        return series
    }

    /// Sorted by name; nil where a name is invalid or stands twice.
    private func labels(_ dimensions: [(String, String)]) -> [(name: String, value: String)]? {
        let labels = dimensions.compactMap { name, value in PrometheusName.label(name).map { (name: $0, value: value) }
        }
        guard labels.count == dimensions.count, Set(labels.map(\.name)).count == labels.count else { return nil }
        return labels.sorted { $0.name < $1.name }
    }

    private mutating func drop(_ reason: DropReason) -> Series? {
        dropped[reason, default: 0] += 1
        return nil
    }
}

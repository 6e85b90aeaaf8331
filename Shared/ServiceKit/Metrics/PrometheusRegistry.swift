import CoreMetrics
import Synchronization

/// A metrics factory whose series are read as Prometheus text. There is no Prometheus exporter among the packages we
/// keep; what we need of one is small.
public final class PrometheusRegistry: MetricsFactory {
    /// Series beyond this are dropped and counted: labels must not take the process's memory.
    public static let seriesLimit = 10_000
    /// Upper bounds of the buckets of timers, in seconds: from a commit to a rebuild.
    public static let timerBounds = [
        0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
    /// Upper bounds of the buckets of aggregating recorders: batch sizes and byte counts.
    public static let recorderBounds: [Double] = [
        1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304,
    ]
    /// Counts series that were not taken, by reason.
    public static let droppedSeries = "zvonok_metrics_dropped_series_total"

    private let families: Mutex<PrometheusFamilies>

    public init(seriesLimit: Int = PrometheusRegistry.seriesLimit) {
        families = Mutex(PrometheusFamilies(limit: seriesLimit))
    }

    /// Sets the HELP text of a metric, by the name it is exposed under.
    public func describe(_ name: String, _ help: String) {
        families.withLock { $0.help[name] = help }
    }

    /// All series in Prometheus's text format 0.0.4.
    public var exposition: String {
        PrometheusExposition(families: families.withLock { $0 }).text
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        value(.counter, label, dimensions).map(PrometheusCounter.init) ?? NOOPMetricsHandler.instance
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        value(.counter, label, dimensions).map(PrometheusCounter.init) ?? NOOPMetricsHandler.instance
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        value(.gauge, label, dimensions).map(PrometheusGauge.init) ?? NOOPMetricsHandler.instance
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else {
            return value(.gauge, label, dimensions).map(PrometheusGauge.init) ?? NOOPMetricsHandler.instance
        }
        let series = histogram(label, dimensions, Self.recorderBounds)
        return series.map(PrometheusRecorder.init) ?? NOOPMetricsHandler.instance
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = label.hasSuffix("_seconds") || label.hasSuffix(".seconds") ? label : label + "_seconds"
        let series = histogram(name, dimensions, Self.timerBounds)
        return series.map(PrometheusTimer.init) ?? NOOPMetricsHandler.instance
    }

    // A series keeps its value when its handler goes away: scrapes would otherwise miss what short-lived parts did.
    public func destroyCounter(_: any CounterHandler) {}
    public func destroyFloatingPointCounter(_: any FloatingPointCounterHandler) {}
    public func destroyMeter(_: any MeterHandler) {}
    public func destroyRecorder(_: any RecorderHandler) {}
    public func destroyTimer(_: any TimerHandler) {}

    private func value(
        _ kind: PrometheusFamilies.Kind, _ label: String, _ dimensions: [(String, String)]
    ) -> PrometheusValue? {
        let name = kind == .counter && !label.hasSuffix("_total") ? label + "_total" : label
        let series = families.withLock {
            $0.series(kind, name, dimensions) { .value(PrometheusValue()) }
        }
        if case .value(let value) = series { return value }
        return nil
    }

    private func histogram(
        _ label: String, _ dimensions: [(String, String)], _ bounds: [Double]
    ) -> PrometheusHistogram? {
        let series = families.withLock {
            $0.series(.histogram, label, dimensions) { .histogram(PrometheusHistogram(bounds: bounds)) }
        }
        if case .histogram(let histogram) = series { return histogram }
        return nil
    }
}

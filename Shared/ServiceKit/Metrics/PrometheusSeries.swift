import CoreMetrics
import Synchronization

/// One time series that counts or shows a value.
final class PrometheusValue: Sendable {
    private let value: Mutex<Double>

    init() { value = Mutex(0) }

    var current: Double { value.withLock { $0 } }
    func add(_ amount: Double) { value.withLock { $0 += amount } }
    func replace(_ new: Double) { value.withLock { $0 = new } }
}

/// One histogram: cumulative buckets, sum and count.
final class PrometheusHistogram: Sendable {
    struct State {
        /// Observations by bucket, not cumulative; the last is beyond every bound.
        var counts: [UInt64]
        var sum = 0.0
    }

    let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var current: State { state.withLock { $0 } }

    func observe(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }
}

final class PrometheusCounter: CounterHandler, FloatingPointCounterHandler {
    private let series: PrometheusValue

    init(_ series: PrometheusValue) { self.series = series }

    func increment(by amount: Int64) { series.add(Double(max(0, amount))) }
    func increment(by amount: Double) { series.add(max(0, amount)) }
    func reset() { series.replace(0) }
}

final class PrometheusGauge: MeterHandler, RecorderHandler {
    private let series: PrometheusValue

    init(_ series: PrometheusValue) { self.series = series }

    func set(_ value: Int64) { series.replace(Double(value)) }
    func set(_ value: Double) { series.replace(value) }
    func increment(by amount: Double) { series.add(amount) }
    func decrement(by amount: Double) { series.add(-amount) }
    func record(_ value: Int64) { series.replace(Double(value)) }
    func record(_ value: Double) { series.replace(value) }
}

final class PrometheusRecorder: RecorderHandler {
    private let series: PrometheusHistogram

    init(_ series: PrometheusHistogram) { self.series = series }

    func record(_ value: Int64) { series.observe(Double(value)) }
    func record(_ value: Double) { series.observe(value) }
}

/// Durations are exposed in seconds, Prometheus's base unit.
final class PrometheusTimer: TimerHandler {
    private static let nanosecondsPerSecond = 1_000_000_000.0
    private let series: PrometheusHistogram

    init(_ series: PrometheusHistogram) { self.series = series }

    func recordNanoseconds(_ duration: Int64) { series.observe(Double(duration) / Self.nanosecondsPerSecond) }
}

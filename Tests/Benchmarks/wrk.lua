-- Run by wrk: what it measured, as one line of JSON; times in microseconds.
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "us": %d, "bytes": %d, "errors": %d, "median": %.1f, "p99": %.1f}\n',
        summary.requests, summary.duration, summary.bytes,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end

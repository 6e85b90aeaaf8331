import CDispatch  // the toolchain counts timespec and stat as its part
import Glibc

/// Wall time as it is injected everywhere: microseconds since 1970-01-01 UTC.
public typealias WallClock = @Sendable () -> Int64

/// Sources of wall time.
public enum WallClocks {
    /// The system's clock, read as integers: a Double would lose microseconds.
    public static let system: WallClock = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}

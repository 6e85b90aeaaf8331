import Foundation
import School
import ServiceKit

/// A way as an operator reads it: each event when it was recorded, and under it what the others made of it and how long
/// that took.
struct WayReport {
    let way: Way

    var text: String {
        var text = [headline] + (way.cut.map { ["CUT: \($0)."] } ?? [])
        for station in way.stations { text += [""] + lines(of: station) }
        text += [""] + ending
        return text.map { SafeText.line($0) }.joined(separator: "\n") + "\n"
    }

    private var headline: String {
        switch way.subject {
        case .mark(let id): "The way of mark \(id.text), in UTC"
        case .trace(let id): "What was done under trace \(id.text), in UTC"
        }
    }

    // MARK: Stations

    private func lines(of station: Way.Station) -> [String] {
        let trace = station.trace.map { ", trace \($0.text)" } ?? ""
        let place = "event \(station.event.sequence) of \(station.event.feed)\(trace)"
        let heading =
            "\(Self.instant(station.recordedAt))  \(station.event.type) accepted by \(station.owner): \(place)"
        let followers = station.followers.sorted { Self.order($0) < Self.order($1) }
        return [heading] + followers.map { line($0, station) }
    }

    /// By service, and within it from reading to mailing.
    private static func order(_ follower: Way.Follower) -> (String, Int) {
        let rank: [WayStep.Kind] = [.recorded, .waiting, .skipped, .applied, .duty, .alert, .intent, .mail]
        return (follower.service, rank.firstIndex(of: follower.step.kind) ?? 0)
    }

    private func line(_ follower: Way.Follower, _ station: Way.Station) -> String {
        let step = follower.step
        let after =
            step.kind.isEffect || step.kind == .skipped ? step.at.map { Span.text($0 - station.recordedAt) } : nil
        let time = after.map { "+\($0)" } ?? ""
        return
            "  \(Self.padded(time, Self.widestSpan))  \(Self.padded(follower.service, 20))  \(words(step, since: station.recordedAt))"
    }

    /// `+59 min 59 s`.
    private static let widestSpan = 12

    private func words(_ step: WayStep, since recordedAt: Int64) -> String {
        switch step.kind {
        case .recorded: return "recorded"
        case .applied:
            return step.at.map { "applied at \(Self.time($0, since: recordedAt))" }
                ?? "applied, when is not known any more"
        case .waiting:
            let why = step.detail.map { "; \($0)" } ?? ""
            return "NOT YET applied: \(step.state ?? "unknown"), read up to event \(step.cursor ?? 0)\(why)"
        case .skipped: return "left out by an operator: \(step.detail ?? "")"
        case .duty: return duty(step)
        case .alert: return alert(step)
        case .intent: return intent(step)
        case .mail: return mail(step)
        }
    }

    private func alert(_ step: WayStep) -> String {
        let raised = step.at.map { " raised at \(Self.instant($0))" } ?? ""
        return "alert \(step.thing?.text ?? "") (\(step.detail ?? ""))\(raised): \(step.state ?? "unknown")"
    }

    private func duty(_ step: WayStep) -> String {
        let due = step.until.map { "due \(Self.instant($0))" } ?? "due at no instant that is known"
        guard let at = step.at, let until = step.until else {
            return "\(due) (\(step.detail ?? "")), \(step.state ?? "")"
        }
        let word = at <= until ? "in time by \(Span.text(until - at))" : "late by \(Span.text(at - until))"
        return "\(due) (\(step.detail ?? "")), entered \(word)"
    }

    private func intent(_ step: WayStep) -> String {
        switch step.state {
        case "made": "decided: somebody is written to"
        case "none": "decided: nobody is written to"
        default: "NOT YET decided whether anybody is written to"
        }
    }

    private func mail(_ step: WayStep) -> String {
        let why = step.detail.map { " (\($0))" } ?? ""
        let until = step.state == "gathering" ? step.until.map { " until \(Self.instant($0))" } ?? "" : ""
        return "mail \(step.messageID ?? step.thing?.text ?? ""): \(step.state ?? "unknown")\(why)\(until)"
    }

    // MARK: The end

    private var ending: [String] {
        if way.isUnknown, way.silent.isEmpty, way.missing.isEmpty { return ["Nobody knows of it."] }
        if way.isWhole, let span = way.span {
            return ["Everything of it is done; the whole way took \(Span.text(span.upperBound - span.lowerBound))."]
        }
        return ["Still to come:"] + way.awaited.map { "  \($0)" }
    }

    private static func instant(_ microseconds: Int64) -> String {
        TimestampText.rfc3339(microseconds).replacing("T", with: " ").replacing("Z", with: "")
    }

    /// Without the day, where it is the same one.
    private static func time(_ microseconds: Int64, since start: Int64) -> String {
        let (text, first) = (instant(microseconds), instant(start))
        return text.prefix(10) == first.prefix(10) ? String(text.dropFirst(11)) : text
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

/// A stretch of time, short.
enum Span {
    private static let units: [(name: String, microseconds: Int64)] = [
        ("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000),
    ]

    /// `0.041 s`, `12.300 s`, `20 min 4 s`, `3 h 20 min`, `2 d 4 h`; negative where clocks differ.
    static func text(_ microseconds: Int64) -> String {
        guard microseconds >= 0 else { return "-" + text(-microseconds) }
        for (index, unit) in units.enumerated() where microseconds >= unit.microseconds {
            let rest = microseconds % unit.microseconds
            let smaller = index + 1 < units.count ? units[index + 1] : ("s", 1_000_000)
            let part = rest / smaller.1
            return "\(microseconds / unit.microseconds) \(unit.name)" + (part > 0 ? " \(part) \(smaller.0)" : "")
        }
        let thousandths = String(microseconds % 1_000_000 / 1_000)
        return "\(microseconds / 1_000_000).\(String(repeating: "0", count: 3 - thousandths.count))\(thousandths) s"
    }
}

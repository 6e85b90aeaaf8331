import School

extension RegulationVersion {
    static let microsecondsPerMinute: Int64 = 60_000_000
    /// The most days a deadline moves on over; the longest holidays are two weeks.
    static let longestRoll = 366

    /// When a lesson's duty is due.
    /// - Parameters:
    ///   - day: the lesson's date; for marks the day they are counted from (``MarkBase``).
    ///   - end: when the lesson ends, of a double lesson the last of it; nil where no bells are known.
    ///   - calendar: the class's; only marks depend on it.
    /// - Throws: `UnknownYear` where a year of the working calendar would have to be guessed; marks only.
    public func due(
        _ rule: Rule, day: Day, end: MinuteOfDay?, calendar: ClassCalendar, zones: ZoneHistory
    ) throws(UnknownYear) -> Due {
        if case .daysAfter(let days, let isRolled) = self[rule].deadline {
            return try due(days, after: day, isRolled: isRolled, calendar: calendar, zones: zones)
        }
        return lessonDue(rule, day: day, end: end, zones: zones) ?? endOfDay(day, .endOfDay(day), zones)
    }

    /// When a duty is due whose deadline lies in the lesson's own hours; nil for one that counts days.
    /// - Parameters: as those of ``due(_:day:end:calendar:zones:)``.
    public func lessonDue(_ rule: Rule, day: Day, end: MinuteOfDay?, zones: ZoneHistory) -> Due? {
        switch self[rule].deadline {
        case .endOfLessonDay: return endOfDay(day, .endOfDay(day), zones)
        case .afterLessonEnd(let minutes):
            guard let end else { return endOfDay(day, .noBells(day), zones) }
            return afterLesson(day, end, minutes, zones)
        case .daysAfter: return nil
        }
    }

    /// 24:00 of the day so many days after another, moved on over days that do not work.
    public func due(
        _ days: Int, after base: Day, isRolled: Bool, calendar: ClassCalendar, zones: ZoneHistory
    ) throws(UnknownYear) -> Due {
        var day = base + days
        var rolled: [RolledDay] = []
        while isRolled, rolled.count < Self.longestRoll, case .off(let reason) = try calendar.standing(of: day) {
            rolled.append(RolledDay(day, reason))
            day = day + 1
        }
        return endOfDay(day, .daysAfter(base: base, days: days, rolledOver: rolled), zones)
    }

    /// For a pupil who was taken for absent: the old due, or 24:00 of the day on which it was corrected, if later.
    public func due(_ old: Due, correctedToPresentOn day: Day, zones: ZoneHistory) -> Due {
        let corrected = endOfDay(day, .correctedToPresent(on: day), zones)
        return corrected.instant > old.instant ? corrected : old
    }

    private func afterLesson(_ day: Day, _ end: MinuteOfDay, _ minutes: Int, _ zones: ZoneHistory) -> Due {
        let instant =
            zones.zone(on: day).microseconds(of: day, end) + Int64(minutes) * Self.microsecondsPerMinute
        return Due(
            instant: instant, day: zones.local(at: instant).day,
            reason: .afterLesson(day: day, end: end, minutes: minutes), version: number)
    }

    private func endOfDay(_ day: Day, _ reason: DueReason, _ zones: ZoneHistory) -> Due {
        Due(instant: zones.end(of: day), day: day, reason: reason, version: number)
    }
}

extension ZoneHistory {
    /// 24:00 of a day, which is 00:00 of the next, in microseconds UTC.
    public func end(of day: Day) -> Int64 { start(of: day + 1) }

    /// 00:00 of a day, in microseconds UTC.
    public func start(of day: Day) -> Int64 { zone(on: day).microseconds(of: day, .midnight) }
}

import School
import Testing

@Suite struct MinuteOfDayTests {
    @Test("A day has the minutes 0 to 1,439")
    func edges() {
        #expect(MinuteOfDay(rawValue: 0)?.description == "00:00")
        #expect(MinuteOfDay(rawValue: 1_439)?.description == "23:59")
        #expect(MinuteOfDay(rawValue: 1_440) == nil)
        #expect(MinuteOfDay(rawValue: .max) == nil)
    }

    @Test("Hour and minute stand for the minutes since midnight, and come back as text")
    func parts() throws {
        let bell = try #require(MinuteOfDay(hour: 8, minute: 30))
        #expect(bell.rawValue == 510)
        #expect(bell.hour == 8 && bell.minute == 30)
        #expect(bell.description == "08:30")
        #expect(MinuteOfDay("08:30") == bell)
        #expect(MinuteOfDay(hour: 24, minute: 0) == nil)
        #expect(MinuteOfDay(hour: 8, minute: 60) == nil)
        #expect(MinuteOfDay(hour: -1, minute: 0) == nil)
    }

    @Test(
        "What is not five characters naming a time is none",
        arguments: ["", "8:30", "08.30", "24:00", "23:60", "08:3", "08:30:00", " 8:30", "-1:30", "ab:cd"])
    func malformed(text: String) {
        #expect(MinuteOfDay(text) == nil)
    }

    @Test("Earlier is less")
    func order() throws {
        let early = try #require(MinuteOfDay("08:30"))
        let late = try #require(MinuteOfDay("13:05"))
        #expect(early < late)
    }
}

import School
import Testing

@testable import Operator

@Suite struct SheetValuesTests {
    private func value<Value>(_ verdict: SheetVerdict<Value>) -> Value? {
        if case .fine(let value) = verdict { value } else { nil }
    }

    @Test(arguments: [
        "01.02.2015", "1.2.2015", " 01.02.2015 ", "01.02.2015 г.", "01.02.2015г.", "01.02.2015 0:00:00", "2015-02-01",
        "01.02.2015\u{A0}г.",
    ])
    func datesAreReadAsTheyAreWritten(text: String) {
        #expect(value(SheetValues.date(.text(text))) == Day("2015-02-01"))
    }

    @Test(arguments: [
        "31.02.2015", "01.02.15", "02/01/2015", "2015", "1 февраля 2015", "01.02.2015 12:30", "01.02.1815",
        "01.13.2015",
        "01.02.2015.", "+1.02.2015",
    ])
    func whatIsNoDateIsNone(text: String) {
        #expect(value(SheetValues.date(.text(text))) == nil)
    }

    @Test func aDateOfAWorkbookIsOneAndANumberIsNone() {
        #expect(value(SheetValues.date(.day(Day(rawValue: 0)))) == Day(rawValue: 0))
        guard case .wrong(let words) = SheetValues.date(.number(42_036)) else {
            Issue.record("a number was taken for a date")
            return
        }
        #expect(words.contains("without a date's format"))
    }

    @Test(arguments: [
        ("Мать", Kinship.represents(.parent)), ("отец", .represents(.parent)), ("Опекун", .represents(.guardian)),
        ("опекун (бабушка)", .represents(.guardian)), ("Попечитель", .represents(.trustee)),
        ("усыновитель", .represents(.adopter)), ("Тётя", .relative), ("бабушка", .relative),
    ])
    func kinshipIsARightOrNone(text: String, kinship: Kinship) {
        #expect(value(SheetValues.kinship(.text(text))) == kinship)
    }

    @Test(arguments: ["", "законный представитель", "мать/опекун", "друг семьи"])
    func anotherWordIsNoKinship(text: String) {
        #expect(value(SheetValues.kinship(.text(text))) == nil)
    }

    @Test func telephonesAreComparedAsTheyAreDialled() {
        #expect(SheetValues.dialled("8 (900) 000-00-01") == SheetValues.dialled("+79000000001"))
        #expect(value(SheetValues.phone(.number(89_000_000_001))) == "89000000001")
        for text in ["1234", "+7 900 000-00-01, +7 900 000-00-02", "доб. 12345", "+7 900 000-00-01 +7 900 000-00-02"] {
            #expect(value(SheetValues.phone(.text(text))) == nil, "\(text)")
        }
    }

    @Test func hoursMayBeHalvesWithEitherSign() {
        #expect(value(SheetValues.hours(.text("0,5"))) == 0.5 && value(SheetValues.hours(.text("1.5"))) == 1.5)
        #expect(value(SheetValues.hours(.number(5))) == 5)
        for text in ["0", "-1", "61", "пять", "nan", "inf"] {
            #expect(value(SheetValues.hours(.text(text))) == nil, "\(text)")
        }
    }

    @Test func aNameMayHaveAPatronymicOfTwoWordsOrNone() {
        let name = value(PersonWords.whole("Алиев Руслан Ахмед оглы"))
        #expect(name == RosterName(family: "Алиев", given: "Руслан", patronymic: "Ахмед оглы"))
        #expect(value(PersonWords.whole("Ли Мэй"))?.patronymic == nil && value(PersonWords.whole("Ли Мэй")) != nil)
        for text in ["Иванов", "Ван дер Вельде Анна", "Иванов И. И.", "Иванов Иван1", "Ивaнов Иван"] {
            #expect(value(PersonWords.whole(text)) == nil, "\(text)")
        }
    }

    @Test func oneNameIsTheSameWithEitherLetterAndInAnyCase() {
        let one = RosterName(family: "СЕМЁНОВ", given: "Пётр", patronymic: nil)
        let other = RosterName(family: "Семенов", given: "петр", patronymic: nil)
        #expect(PersonKey(one) == PersonKey(other))
        #expect(PersonKey.matches("Семёнов П.", one) && !PersonKey.matches("Семёнов А.", one))
    }

    @Test func blanksAndWhatIsNotSeenDoNotMatter() {
        #expect(SheetText.clean("\u{FEFF} Олег\u{A0}\u{A0}Иго\u{AD}ревич\n") == "Олег Игоревич")
        #expect(Array(SheetText.clean("и\u{306}").unicodeScalars) == ["й"])
        #expect([0, 25, 26, 701, 702].map(SheetText.letters(ofColumn:)) == ["A", "Z", "AA", "ZZ", "AAA"])
    }
}

import Foundation
import Testing

@testable import StatisticsCollector

@Suite("Small cells are hidden")
struct SuppressionTests {
    @Test(
        "where they are fewer than five, and never one alone",
        arguments: [
            ([4, 10, 7], [nil, 10, nil]), ([5, 10], [5, 10]), ([4, 3, 9], [nil, nil, 9]), ([2], [nil]), ([], []),
            ([0, 6], [nil, nil]),
        ] as [([Int], [Int?])])
    func cells(_ cells: [Int], _ shown: [Int?]) {
        #expect(Suppression.shown(cells) == shown)
    }

    @Test(
        "as parts of a whole, what is left of it too",
        arguments: [
            // Nobody is left over that could be told by subtracting: the smallest part goes.
            (4, [1, 2], [nil, nil]), (100, [10, 20], [10, 20]), (100, [10, 88], [nil, 88]), (100, [0, 20], [nil, 20]),
            (23, [3, 20], [nil, nil]), (25, [5, 20], [nil, 20]), (30, [3, 2], [nil, nil]),
        ] as [(Int, [Int], [Int?])])
    func parts(_ whole: Int, _ parts: [Int], _ shown: [Int?]) {
        #expect(Suppression.shown(parts, of: whole) == shown)
        let told = whole - Suppression.shown(parts, of: whole).compactMap(\.self).reduce(0, +)
        #expect(whole < Suppression.smallest || told >= Suppression.smallest)
    }

    @Test("in each column of the city's parents, and the total does not give one school away")
    func schools() {
        let (small, middle, large) = (school(3, 1, 2, 2), school(20, 5, 10, 12), school(300, 40, 200, 180))
        let shown = ShownFamilies.of([small, middle, large])
        #expect(shown[0] == ShownFamilies())
        #expect(shown[1] == ShownFamilies(), "the next smallest covers it")
        #expect(
            shown[2] == ShownFamilies(parents: 300, neverUsed: 40, visiting: 200, pupilsReached: 180)
                && shown[2].share?.perMille == 667)
        #expect(ShownFamilies.total(of: [small, middle, large]).parents == 323)
    }

    @Test("and no share is shown that would tell a hidden number")
    func share() {
        let shown = ShownFamilies.of([school(100, 10, 87, 60), school(100, 10, 60, 60)])
        #expect(shown[0].visiting == 87 && shown[0].neverUsed == nil, "three came at other times")
        #expect(shown[1].neverUsed == nil, "covers the other")
        #expect(ShownFamilies.of([school(100, 50, 2, 2)])[0].share == nil)
    }

    private func school(_ parents: Int, _ neverUsed: Int, _ visiting: Int, _ reached: Int) -> SchoolFamilies {
        SchoolFamilies(
            school: Sample.school, parents: parents, neverUsed: neverUsed, visiting: visiting, pupilsReached: reached)
    }
}

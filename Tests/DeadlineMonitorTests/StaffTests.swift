import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import DeadlineMonitor

@Suite("A member of staff at the monitor")
struct StaffTests {
    private let monitor: TestMonitor
    private let reader: StaffReader

    init() throws {
        monitor = try StaffOfTwoSchools().monitor()
        reader = StaffReader(monitor.queue)
    }

    private func rights(_ hour: Int) async throws -> StaffRights? {
        try await reader.rights(of: StaffOfTwoSchools.deputy, now: Sample.at(hour))
    }

    @Test("who left sees nothing any more, and who came back sees what they saw")
    func returned() async throws {
        let deputy = Sample.data(StaffOfTwoSchools.deputy)
        #expect(try await rights(12)?.schools.count == 1)
        let yesterday = Sample.day - 1
        try monitor.play(
            WireStaffLeft.with { ($0.staffID, $0.lastDay) = (deputy, yesterday.rawValue) }, at: Sample.at(13))
        #expect(try await rights(14) == nil)
        try monitor.play(
            WireStaffReturned.with { ($0.staffID, $0.firstDay) = (deputy, Sample.day.rawValue) }, at: Sample.at(15))
        #expect(try await rights(16)?.schools.first?.seesAll == true)
    }

    @Test("reads groups and courses by the names they have now")
    func renamed() throws {
        try monitor.play(
            WireGroupRenamed.with { ($0.groupID, $0.name) = (Sample.data(Sample.group), "7Б") },
            WireCourseRenamed.with { ($0.courseID, $0.name) = (Sample.data(Sample.course), "Геометрия") },
            at: Sample.at(13))
        let rows = try monitor.dump(source: 1)
        #expect(rows["study_group"]?.contains { $0.contains("7Б") } == true)
        #expect(rows["course"]?.contains { $0.contains("Геометрия") } == true)
    }
}

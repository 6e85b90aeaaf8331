import Contracts
import SwiftProtobuf

/// The Swift type of each message of the schemas: descriptors know names alone.
enum MessageTypes {
    static let all: [any Message.Type] =
        events + CommandTypes.journalMessages + CommandTypes.rosterMessages + CommandTypes.diaryMessages + parts
        + envelope + feed + command + operations

    static let byName = Dictionary(all.map { ($0.protoMessageName, $0) }, uniquingKeysWith: { first, _ in first })

    private static let events: [any Message.Type] =
        JournalEventTypes.messages + JournalEventTypes.cardMessages + DiaryEventTypes.messages
        + DiaryEventTypes.cardMessages + AlertEventTypes.messages + DeliveryEventTypes.messages
    private static let parts: [any Message.Type] = [
        WirePersonName.self, WireCoursePolicy.self, WireBell.self, WireTimetableEntry.self, WireNoHomework.self,
        WireRollEntry.self, WireMarkValue.self,
    ]
    private static let envelope: [any Message.Type] = [WireHeader.self, WireRefused.self]
    private static let feed: [any Message.Type] = [
        WireFetch.self, WireBatch.self, WireEvent.self, WireDiverged.self, WirePayloadErased.self,
    ]
    private static let command: [any Message.Type] = [
        WireCommand.self, WireAccepted.self, WireChangeCount.self, WireRejected.self, WireProblem.self,
        WireStageBegin.self, WireStageChunk.self, WireStagedCommands.self, WireStagedCommand.self, WireStaged.self,
        WireApplyStage.self,
    ]
    private static let operations: [any Message.Type] = [
        WireStatus.self, WireStatusReport.self, WireFeedStatus.self, WireSubscriptionStatus.self, WireBackup.self,
        WireVerify.self, WireFeedPlace.self, WireRebuild.self, WireSkip.self, WireReload.self, WireTrace.self,
        WireTraceReport.self, WireTraceStep.self, WireTracedEvent.self, WireJob.self,
    ]
}

import Contracts

/// The events of a journal that a mail depends on.
enum JournalEvents {
    /// Names of pupils for the letter, addresses of staff; nobody's surname is fetched for its own sake.
    static let readers = EventReaders<JournalFact>(
        [
            WireSchoolRegistered.shortName: EventReaders.reader(DirectoryFacts.registered),
            WireSchoolZoneSet.shortName: EventReaders.reader(DirectoryFacts.zoneSet),
            WireStaffCardRecorded.shortName: EventReaders.reader(CardFacts.staff),
            WireStaffLeft.shortName: EventReaders.reader(DirectoryFacts.staffLeft),
            WireStaffReturned.shortName: EventReaders.reader(DirectoryFacts.staffReturned),
            WirePupilCardRecorded.shortName: EventReaders.reader(CardFacts.pupil),
            WireGuardianshipRecorded.shortName: EventReaders.reader(DirectoryFacts.guardianship),
            WireGuardianshipEnded.shortName: EventReaders.reader(DirectoryFacts.guardianshipEnded),
            WireClassOpened.shortName: EventReaders.reader(DirectoryFacts.classOpened),
            WireClassRenamed.shortName: EventReaders.reader(DirectoryFacts.classRenamed),
            WireGroupOpened.shortName: EventReaders.reader(DirectoryFacts.groupOpened),
            WireGroupRenamed.shortName: EventReaders.reader(DirectoryFacts.groupRenamed),
            WireCourseOpened.shortName: EventReaders.reader(DirectoryFacts.courseOpened),
            WireCourseRenamed.shortName: EventReaders.reader(DirectoryFacts.courseRenamed),
            WireLessonScheduled.shortName: EventReaders.reader(LessonFacts.scheduled),
            WireLessonMoved.shortName: EventReaders.reader(LessonFacts.moved),
            WireLessonDropped.shortName: EventReaders.reader(LessonFacts.dropped),
            WireLessonCancelled.shortName: EventReaders.reader(LessonFacts.cancelled),
            WireWorkCreated.shortName: EventReaders.reader(MarkFacts.workCreated),
            WireMarkGiven.shortName: EventReaders.reader(MarkFacts.given),
            WireMarkChanged.shortName: EventReaders.reader(MarkFacts.changed),
            WireMarkWithdrawn.shortName: EventReaders.reader(MarkFacts.withdrawn),
            WirePayloadErased.shortName: EventReaders.reader { .cardsErased(try Erasures.sequences($0)) },
        ], cards: [WireStaffCardRecorded.shortName, WirePupilCardRecorded.shortName])
}

"""The figures of a day, on feeds small enough to be counted by hand."""

from datetime import UTC, date, datetime

import pytest
from fake_owner import event_of
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.oracle import statistics
from zvonok_interop.oracle.statistics import Day

SCHOOL, CLASS, GROUP, MIXED, LESSON, WORK = (bytes([number]) * 16 for number in range(1, 7))
MONDAY = date(2026, 3, 2)


def _instant(hour: int, minute: int, second: int = 0) -> int:
    return int(datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC).timestamp()) * 1_000_000


def _feed(*bodies):
    """A school in Krasnoyarsk (UTC+7), a class, its group, a mixed group; then what is given."""
    directory, timetable = schemas.directory, schemas.timetable
    made = [
        directory.SchoolRegistered(school_id=SCHOOL, version=1, name="School 1", zone="Asia/Krasnoyarsk"),
        directory.ClassOpened(class_id=CLASS, version=1, parallel=5, letter="А", school_year=2026),
        directory.GroupOpened(group_id=GROUP, version=1, name="5А", class_id=CLASS, whole_class=True),
        directory.GroupOpened(group_id=MIXED, version=1, name="choir"),
        timetable.LessonScheduled(
            lesson_id=LESSON, version=1, date=day_number(MONDAY), number=1, start=510, end=555, group_id=GROUP
        ),
        *bodies,
    ]
    return [event_of(number, SCHOOL, type(body).__name__, body) for number, body in enumerate(made, start=1)]


def _day(*bodies, until: int = _instant(1, 0), class_id: bytes | None = CLASS) -> Day:
    return statistics.fold(_feed(*bodies), until).get((SCHOOL, class_id, MONDAY), Day())


def test_a_lesson_is_held_from_the_instant_of_its_end_in_the_schools_zone():
    # 09:15 in Krasnoyarsk is 02:15 UTC.
    assert _day(until=_instant(2, 15) - 1) == Day(lessons=1)
    assert _day(until=_instant(2, 15)) == Day(lessons=1, held=1)


def test_a_held_lesson_of_an_extracurricular_course_is_counted_apart():
    directory, timetable = schemas.directory, schemas.timetable
    policy = directory.CoursePolicy(marks=3, homework=2, extracurricular=True)
    chess = timetable.LessonScheduled(
        lesson_id=WORK, version=1, date=day_number(MONDAY), number=2, start=565, end=610, group_id=GROUP,
        course_id=CLASS,
    )  # fmt: skip
    day = _day(
        directory.CourseOpened(course_id=CLASS, version=1, name="chess", policy=policy), chess, until=_instant(5, 0)
    )
    assert (day.lessons, day.held, day.extracurricular) == (2, 1, 1)


def test_a_zone_set_later_holds_from_its_date_on():
    moscow = schemas.directory.SchoolZoneSet(version=2, since=day_number(MONDAY), zone="Europe/Moscow")
    assert _day(moscow, until=_instant(6, 15) - 1).held == 0
    assert _day(moscow, until=_instant(6, 15)).held == 1
    from_tuesday = schemas.directory.SchoolZoneSet(version=2, since=day_number(MONDAY) + 1, zone="Europe/Moscow")
    assert _day(from_tuesday, until=_instant(2, 15)).held == 1


def test_a_cancelled_lesson_is_never_held():
    cancelled = schemas.lessons.LessonCancelled(lesson_id=LESSON, version=2, reason="frost")
    assert _day(cancelled, until=_instant(23, 0)) == Day(lessons=1, cancelled=1)


def test_a_lesson_counts_on_the_day_it_was_moved_to():
    moved = schemas.timetable.LessonMoved(lesson_id=LESSON, version=2, date=day_number(MONDAY) + 1, start=0, end=45)
    assert _day(moved) == Day()
    assert statistics.fold(_feed(moved), 0)[SCHOOL, CLASS, date(2026, 3, 3)] == Day(lessons=1)


def test_a_dropped_lesson_leaves_nothing():
    assert _day(schemas.timetable.LessonDropped(lesson_id=LESSON, version=2)) == Day()


def test_a_topic_recorded_twice_counts_once():
    topics = [schemas.lessons.TopicRecorded(lesson_id=LESSON, version=version, topic="x") for version in (2, 3)]
    assert _day(*topics).topics == 1


def test_no_homework_is_an_entry_of_its_own():
    lessons = schemas.lessons
    none = lessons.HomeworkRecorded(lesson_id=LESSON, version=2, none=lessons.NoHomework())
    assert _day(none) == Day(lessons=1, homework=1, homework_none=1)
    some = lessons.HomeworkRecorded(lesson_id=LESSON, version=3, text="No. 5")
    assert _day(none, some) == Day(lessons=1, homework=1)


def test_a_roll_counts_once_however_often_it_is_changed():
    attendance = schemas.attendance
    entry = attendance.RollEntry(pupil_id=SCHOOL, code=attendance.ATTENDANCE_CODE_ILL)
    taken = attendance.RollTaken(lesson_id=LESSON, version=1, entries=[entry])
    changed = attendance.AttendanceChanged(lesson_id=LESSON, version=2, entry=entry)
    assert _day(taken, changed) == Day(lessons=1, rolls=1)


def _mark(*more):
    works = schemas.works
    work = works.WorkCreated(work_id=WORK, version=1, lesson_id=LESSON, kind=works.WORK_KIND_ANSWER, weight=100)
    given = works.MarkGiven(mark_id=WORK, version=1, work_id=WORK, pupil_id=SCHOOL, date=day_number(MONDAY))
    given.value.points = 5
    return work, given, *more


def test_a_mark_counts_until_it_is_withdrawn():
    works = schemas.works
    changed = works.MarkChanged(mark_id=WORK, version=2, value=works.MarkValue(points=4))
    assert _day(*_mark(changed)).marks == 1
    withdrawn = works.MarkWithdrawn(mark_id=WORK, version=3)
    assert _day(*_mark(changed, withdrawn)) == Day(lessons=1)


# What the duties of one lesson, 08:30 to 09:15 on Monday 2026-03-02 in Krasnoyarsk (UTC+7), come to.

COURSE, TEACHER, MARK, PUPIL = (bytes([number]) * 16 for number in range(7, 11))
END_OF_DAY = int(datetime(2026, 3, 2, 17, 0, tzinfo=UTC).timestamp()) * 1_000_000
HOUR_AFTER = _instant(3, 15)


def _judged(*entries, until: int = END_OF_DAY + 10 * 86_400_000_000, weekdays: tuple[int, ...] = ()) -> Day:
    """The figures of the lesson's day after entries, each with the instant it was recorded at."""
    directory, timetable = schemas.directory, schemas.timetable
    policy = directory.CoursePolicy(marks=1, homework=1, counts_in_filling=True)
    made = _feed(
        directory.CourseOpened(course_id=COURSE, version=1, name="maths", policy=policy),
        timetable.TimetableApproved(
            timetable_id=WORK, version=1, first_day=day_number(MONDAY), last_day=day_number(MONDAY) + 60,
            entries=[timetable.TimetableEntry(weekday=one, number=1, group_id=GROUP) for one in weekdays],
        ),
        timetable.LessonScheduled(
            lesson_id=MARK, version=1, date=day_number(MONDAY), number=3, start=510, end=555, group_id=GROUP,
            course_id=COURSE, teacher_id=TEACHER,
        ),
    )  # fmt: skip
    for number, (body, at) in enumerate(entries, start=len(made) + 1):
        event = event_of(number, SCHOOL, type(body).__name__, body)
        event.recorded_at = at
        made.append(event)
    return statistics.fold(made, until).get((SCHOOL, CLASS, MONDAY), Day())


def _entry(what: str, at: int):
    lessons = schemas.lessons
    if what == "topic":
        return lessons.TopicRecorded(lesson_id=MARK, version=2, topic="x"), at
    if what == "homework":
        return lessons.HomeworkRecorded(lesson_id=MARK, version=2, none=lessons.NoHomework()), at
    return schemas.attendance.RollTaken(lesson_id=MARK, version=1), at


@pytest.mark.parametrize(
    ("what", "due", "names"),
    [("topic", END_OF_DAY, "topics"), ("homework", HOUR_AFTER, "homework"), ("roll", END_OF_DAY, "rolls")],
)
def test_an_entry_is_on_time_to_the_microsecond(what, due, names):
    assert getattr(_judged(_entry(what, due)), f"{names}_on_time") == 1
    assert getattr(_judged(_entry(what, due + 1)), f"{names}_late") == 1
    assert getattr(_judged(until=due), f"{names}_missing") == 1
    assert getattr(_judged(until=due - 1), f"{names}_missing") == 0


def test_a_topic_of_the_day_before_does_not_count():
    early = int(datetime(2026, 3, 1, 17, 0, tzinfo=UTC).timestamp()) * 1_000_000
    assert _judged(_entry("topic", early - 1)).topics_missing == 1
    assert _judged(_entry("topic", early)).topics_on_time == 1


def test_a_cancelled_lesson_owes_nothing():
    cancelled = schemas.lessons.LessonCancelled(lesson_id=MARK, version=2, reason="frost")
    judged = _judged((cancelled, HOUR_AFTER))
    assert judged.topics_missing == judged.homework_missing == judged.rolls_missing == 0


def test_a_mark_has_two_days_and_what_the_weekend_adds():
    """Lesson on Monday: until Wednesday 24:00."""
    works = schemas.works
    work = works.WorkCreated(work_id=PUPIL, version=1, lesson_id=MARK, kind=works.WORK_KIND_ANSWER, weight=100)
    given = works.MarkGiven(mark_id=MARK, version=1, work_id=PUPIL, pupil_id=PUPIL, date=day_number(MONDAY))
    given.value.points = 5
    wednesday = END_OF_DAY + 2 * 86_400_000_000
    assert _judged((work, HOUR_AFTER), (given, wednesday)).marks_on_time == 1
    assert _judged((work, HOUR_AFTER), (given, wednesday + 1)).marks_late == 1
    work.kind, work.due = works.WORK_KIND_HOMEWORK, day_number(MONDAY) + 3
    # Counted from Thursday: Saturday, in a week of five days Monday, which is off for 8 March: Tuesday.
    saturday, tuesday = END_OF_DAY + 5 * 86_400_000_000, END_OF_DAY + 8 * 86_400_000_000
    assert _judged((work, HOUR_AFTER), (given, tuesday), weekdays=(1, 2, 3, 4, 5)).marks_on_time == 1
    assert _judged((work, HOUR_AFTER), (given, saturday), weekdays=(1, 6)).marks_on_time == 1
    assert _judged((work, HOUR_AFTER), (given, saturday + 1), weekdays=(1, 6)).marks_late == 1


def _owed_mark():
    works = schemas.works
    work = works.WorkCreated(work_id=PUPIL, version=1, lesson_id=MARK, kind=works.WORK_KIND_ANSWER, weight=100)
    dot = works.MarkGiven(mark_id=MARK, version=1, work_id=PUPIL, pupil_id=PUPIL, date=day_number(MONDAY))
    dot.value.symbol = works.MARK_SYMBOL_OWED
    mark = works.MarkChanged(mark_id=MARK, version=2, value=works.MarkValue(points=4))
    return (work, HOUR_AFTER), (dot, HOUR_AFTER + 1), mark


def test_a_dot_is_no_mark_until_it_becomes_one():
    work, dot, mark = _owed_mark()
    assert _judged(work, dot).marks == _judged(work, dot).marks_on_time == 0
    wednesday = END_OF_DAY + 2 * 86_400_000_000
    assert _judged(work, dot, (mark, wednesday)).marks_on_time == 1
    assert _judged(work, dot, (mark, wednesday + 1)).marks_late == 1


def _second(number: int = 4):
    return schemas.timetable.LessonScheduled(
        lesson_id=SECOND, version=1, date=day_number(MONDAY), number=number, start=555, end=600, group_id=GROUP,
        course_id=COURSE, teacher_id=TEACHER,
    )  # fmt: skip


SECOND = bytes([11]) * 16


def test_homework_stays_when_its_double_lesson_is_made_or_parted():
    entry, dropped = _entry("homework", HOUR_AFTER), schemas.timetable.LessonDropped(lesson_id=SECOND, version=2)
    assert _judged(entry, (_second(), HOUR_AFTER + 1)).homework_on_time == 1
    assert _judged((_second(), 1), entry, (dropped, HOUR_AFTER + 1)).homework_on_time == 1
    moved = schemas.timetable.LessonMoved(lesson_id=MARK, version=3, date=day_number(MONDAY) + 1)
    assert _judged((_second(), 1), entry, (moved, HOUR_AFTER + 1)).homework_missing == 1


def test_a_topic_is_judged_by_the_day_its_lesson_was_moved_to():
    start = END_OF_DAY - 86_400_000_000
    away = schemas.timetable.LessonMoved(lesson_id=MARK, version=2, date=day_number(MONDAY) + 1)
    topic = schemas.lessons.TopicRecorded(lesson_id=MARK, version=3, topic="x")
    back = schemas.timetable.LessonMoved(lesson_id=MARK, version=4, date=day_number(MONDAY))
    assert _judged((away, 1), (topic, start), (back, start + 1)).topics_on_time == 1
    assert _judged((away, 1), (topic, start - 1), (back, start + 1)).topics_missing == 1


def test_lessons_of_pupils_of_several_classes_belong_to_no_class():
    second = schemas.timetable.LessonScheduled(
        lesson_id=WORK, version=1, date=day_number(MONDAY), number=2, start=565, end=610, group_id=MIXED
    )
    assert _day(second, class_id=None) == Day(lessons=1)

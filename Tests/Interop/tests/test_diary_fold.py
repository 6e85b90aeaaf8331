"""A diary's week, on feeds small enough to be read by hand."""

from datetime import date

from fake_owner import event_of
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.oracle.diary import Book, monday_of
from zvonok_interop.oracle.journal import Journal

SCHOOL, CLASS, GROUP, COURSE, TEACHER, PUPIL, GUARDIAN = (bytes([number]) * 16 for number in range(1, 8))
FIRST, SECOND, WORK, MARK = (bytes([number]) * 16 for number in range(11, 15))
MONDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 4)


def _lesson(lesson_id: bytes, on: date):
    return schemas.timetable.LessonScheduled(
        lesson_id=lesson_id, version=1, date=day_number(on), number=1, start=510, end=555, group_id=GROUP,
        course_id=COURSE, teacher_id=TEACHER,
    )  # fmt: skip


def _book(*bodies) -> Book:
    directory = schemas.directory
    made = [
        directory.SchoolRegistered(school_id=SCHOOL, version=1, name="School 1", zone="Asia/Krasnoyarsk"),
        directory.PupilAdded(pupil_id=PUPIL, version=1),
        directory.GuardianAdded(guardian_id=GUARDIAN, version=1),
        directory.ClassOpened(class_id=CLASS, version=1, parallel=5, letter="А", school_year=2026),
        directory.GroupOpened(group_id=GROUP, version=1, name="5А", class_id=CLASS, whole_class=True),
        directory.CourseOpened(course_id=COURSE, version=1, name="Algebra"),
        directory.PupilEnrolled(
            enrolment_id=CLASS, version=1, pupil_id=PUPIL, class_id=CLASS, first_day=day_number(MONDAY)
        ),
        _lesson(FIRST, MONDAY),
        _lesson(SECOND, WEDNESDAY),
        *bodies,
    ]
    events = [event_of(number, SCHOOL, type(body).__name__, body) for number, body in enumerate(made, start=1)]
    return Book(Journal().apply_all(events))


def _homework(lesson_id: bytes, **fields):
    return schemas.lessons.HomeworkRecorded(lesson_id=lesson_id, version=2, text="No. 5", **fields)


def _lessons(book: Book, on: date) -> list:
    return book.week(PUPIL, monday_of(on))[on.isoweekday() - 1]["lessons"]


def test_homework_without_a_day_stands_at_the_next_lesson():
    book = _book(_homework(FIRST))
    assert _lessons(book, MONDAY)[0]["homework"] == []
    assert [entry["lesson"] for entry in _lessons(book, WEDNESDAY)[0]["homework"]] == [ids.text(FIRST)]


def test_homework_of_the_last_lesson_stands_where_it_was_set():
    assert [entry["due"] for entry in _lessons(_book(_homework(SECOND)), WEDNESDAY)[0]["homework"]] == [None]


def test_homework_for_a_day_without_a_lesson_stands_apart():
    day = _book(_homework(FIRST, due=day_number(MONDAY) + 1)).week(PUPIL, MONDAY)[1]
    assert day["lessons"] == [] and day["homework"][0]["due"] == "2026-03-03"


def test_a_cancelled_lesson_sets_nothing():
    cancelled = schemas.lessons.LessonCancelled(lesson_id=FIRST, version=3, reason="frost")
    assert _lessons(_book(_homework(FIRST), cancelled), WEDNESDAY)[0]["homework"] == []


def test_whoever_is_not_named_in_a_roll_was_present_and_before_it_nothing_is_known():
    taken = schemas.attendance.RollTaken(lesson_id=FIRST, version=1)
    assert _lessons(_book(taken), MONDAY)[0]["attendance"] == {"code": "present", "minutes_late": None}
    assert _lessons(_book(), MONDAY)[0]["attendance"] is None


def test_a_mark_stands_on_its_own_day_until_it_is_withdrawn():
    works = schemas.works
    work = works.WorkCreated(
        work_id=WORK, version=1, lesson_id=FIRST, kind=works.WORK_KIND_NATIONAL_CHECK, weight=200
    )
    given = works.MarkGiven(
        mark_id=MARK, version=1, work_id=WORK, pupil_id=PUPIL, date=day_number(WEDNESDAY), value={"points": 4}
    )
    (mark,) = _book(work, given).week(PUPIL, MONDAY)[2]["marks"]
    assert (mark["points"], mark["kind"], mark["lesson_date"]) == (4, "nationalCheck", "2026-03-02")
    withdrawn = works.MarkWithdrawn(mark_id=MARK, version=2)
    assert _book(work, given, withdrawn).week(PUPIL, MONDAY)[2]["marks"] == []


def test_a_guardian_stands_for_a_child_from_the_first_day_to_the_last():
    directory = schemas.directory
    recorded = directory.GuardianshipRecorded(
        guardianship_id=WORK, version=1, guardian_id=GUARDIAN, pupil_id=PUPIL, first_day=day_number(MONDAY)
    )
    ended = directory.GuardianshipEnded(guardianship_id=WORK, version=2, last_day=day_number(WEDNESDAY))
    book = _book(recorded, ended)
    days = [date(2026, 3, number) for number in range(1, 7)]
    assert [book.children(GUARDIAN, on) == {PUPIL} for on in days] == [False, True, True, True, False, False]

"""The comparison of the journal's own tables with their fold notices what it would otherwise pass over."""

from __future__ import annotations

from datetime import datetime

import pytest
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.journal import Journal as Fold

from cluster import Cluster
from scenario import SMALL, Scene, build
from stores import fold_differences, spoiled


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


def test_a_table_nobody_compares_and_changed_orders_are_named(scene: Scene) -> None:
    load = scene.load()
    load.run(lambda: False)
    fold = Fold().apply_all(scene.events())
    scene.journal.stop()
    assert fold_differences(fold, scene.journal.store) == []
    changes = {
        "CREATE TABLE canteen (meal TEXT) STRICT": "the table canteen is compared with nothing",
        "UPDATE enrolment SET order_number = 'x' WHERE enrolment_id = (SELECT min(enrolment_id) FROM enrolment)":
            "enrolments: ",
        "UPDATE lesson SET cancel_order = 'x' WHERE lesson_id = "
        "(SELECT min(lesson_id) FROM lesson WHERE cancel_order IS NOT NULL)": "lessons: ",
        "UPDATE roll SET taken_at = 1 WHERE lesson_id = (SELECT min(lesson_id) FROM roll)": "rolls: ",
        "UPDATE absence_correction SET corrected_at = 1 WHERE (lesson_id, pupil_id) = "
        "(SELECT lesson_id, pupil_id FROM absence_correction LIMIT 1)": "corrections: ",
        "UPDATE mark SET worked_at = worked_at + 1 WHERE mark_id = "
        "(SELECT min(mark_id) FROM mark WHERE worked_at IS NOT NULL)": "marks: ",
    }  # fmt: skip
    for statement in changes:
        with spoiled(scene.journal.store) as store:
            assert store.execute(statement) is not None
    found = fold_differences(fold, scene.journal.store)
    assert len(found) == len(changes), found
    for start in changes.values():
        assert any(one.startswith(start) for one in found), f"{start} is not in {found}"

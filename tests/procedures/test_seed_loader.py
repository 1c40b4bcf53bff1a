"""The shipped catalogue in the database, once and again, before and after the national feed."""

from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.models import (
    EForm,
    Field,
    Procedure,
    QrCode,
    Synonym,
)
from procedures.national.importer import import_feed
from procedures.seed_loader import SeedError, load_seed
from tests.factories import MONDAY
from tests.procedures.feed import Json, a_record, a_row, write_feed

pytestmark = pytest.mark.django_db

HONEY = {
    "code": "1.900001",
    "name": "Đăng ký nuôi ong",
    "short_name": "Nuôi ong",
    "qr": "CN01",
    "levels": ["commune"],
    "audience": ["Công dân Việt Nam"],
    "online": "full",
    "summary": "Cho người nuôi ong.",
    "review": "Cần rà soát thời hạn",
    "channels": [{"method": "direct", "term": "SAME_DAY", "fees": [{"amount": 0}]}],
    "papers": [{"name": "Đơn", "originals": 1, "by_form": True}],
    "results": ["Giấy xác nhận"],
    "keywords": ["mật ong"],
}


def write_seed(folder: Path, *procedures: Json, **files: object) -> Path:
    """A small seed of one field, with the files the loader expects."""
    contents: dict[str, object] = {
        "fields": [
            {
                "code": "CN",
                "slug": "chan-nuoi",
                "name": "Chăn nuôi",
                "group": 4,
                "icon": "paw",
                "order": 1,
                "national": ["Chăn nuôi", "Thú y"],
            }
        ],
        "procedures/CN": list(procedures or (HONEY,)),
        "forms/1.900001": {
            "pages": [
                {
                    "slug": "ong",
                    "title": "Mấy đàn ong?",
                    "fields": [
                        {"key": "hives", "label": "Số đàn", "kind": "number"},
                        {"key": "kind", "label": "Giống", "kind": "select", "choices": "kinds"},
                    ],
                }
            ]
        },
        "choices": {"kinds": {"noi": "Ong nội", "ngoai": "Ong ngoại"}},
        "stages": {"default": [STAGE], "procedures": {"1.900001": [STAGE, STAGE]}},
        "synonyms": [
            {"phrase": "nuoi ong", "procedures": ["1.900001"]},
            {"phrase": "ly hon", "answer": "Tòa án nhân dân giải quyết."},
        ],
    } | files
    for name, content in contents.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    return folder


STAGE = {
    "step": "examine",
    "name": "Thẩm định",
    "public_name": "Xem xét",
    "role": "specialist",
    "office_kind": "economy",
    "share": 40,
}


def the() -> Procedure:
    return Procedure.objects.select_related("current_version").get(code="1.900001")


def test_everything_of_the_files_is_there(tmp_path: Path) -> None:
    load_seed(write_seed(tmp_path))
    procedure = the()
    version = procedure.current_version
    assert version is not None
    assert (procedure.source, procedure.received_here) == (Procedure.Source.SEED, True)
    assert (procedure.for_commune, procedure.accepts_online) == (True, True)
    assert (version.uncertain, version.needs_review) == ("term papers", True)
    assert version.channels.get().term == "SAME_DAY"
    assert version.papers.get().covered_by_form
    assert QrCode.objects.get(code="CN01").procedure == procedure
    assert QrCode.objects.get(code="CN").field == procedure.field
    choices = EForm.objects.get().pages.get().fields.get(key="kind").choices
    assert list(choices.values_list("value", flat=True)) == ["noi", "ngoai"]
    assert procedure.stages.count() == 2
    assert Synonym.objects.get(phrase="nuoi ong").procedures.get() == procedure


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    folder = write_seed(tmp_path)
    assert load_seed(folder).changed > 0
    with CaptureQueriesContext(connection) as queries:
        assert load_seed(folder).changed == 0
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []


def test_a_changed_item_is_taken_again_and_an_edited_row_stays(tmp_path: Path) -> None:
    load_seed(write_seed(tmp_path))
    Synonym.objects.filter(phrase="ly hon").update(answer="Hỏi Tòa án khu vực 2.")
    counts = load_seed(write_seed(tmp_path, HONEY | {"summary": "Câu mới."}))
    assert (counts.procedures, counts.synonyms, counts.forms) == (1, 0, 0)
    assert the().versions.count() == 2
    assert Synonym.objects.get(phrase="ly hon").answer == "Hỏi Tòa án khu vực 2."


def test_board_places_count_only_what_has_a_code(tmp_path: Path) -> None:
    uncoded = HONEY | {"code": "1.900002", "qr": ""}
    coded = HONEY | {"code": "1.900003", "qr": "CN02"}
    load_seed(write_seed(tmp_path, uncoded, HONEY, coded))
    places = QrCode.objects.filter(kind=QrCode.Kind.PROCEDURE).values_list("code", "board_order")
    assert sorted(places) == [("CN01", 1), ("CN02", 2)]


def test_a_printed_code_never_comes_to_mean_something_else(tmp_path: Path) -> None:
    load_seed(write_seed(tmp_path))
    other = HONEY | {"code": "1.900002"}
    with pytest.raises(SeedError, match="CN01 already stands for"):
        load_seed(write_seed(tmp_path, other))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"short_name": None}, r"CN\.yaml, 1\.900001"),
        ({"channels": [{"method": "direct", "term": "3 WEEK"}]}, "not a term"),
        ({"online": "sometimes"}, "sometimes"),
    ],
)
def test_a_wrong_item_is_named(tmp_path: Path, changes: Json, message: str) -> None:
    with pytest.raises(SeedError, match=message):
        load_seed(write_seed(tmp_path, HONEY | changes))


def test_a_code_that_is_not_in_the_seed_is_named(tmp_path: Path) -> None:
    folder = write_seed(tmp_path, synonyms=[{"phrase": "x", "procedures": ["9.999999"]}])
    with pytest.raises(SeedError, match=r"synonyms\.yaml: no procedure 9\.999999"):
        load_seed(folder)


def test_stages_that_take_more_than_the_whole_time_are_refused(tmp_path: Path) -> None:
    folder = write_seed(tmp_path, stages={"default": [STAGE] * 3, "procedures": {}})
    with pytest.raises(SeedError, match="more than 100"):
        load_seed(folder)


# --- With the national feed -------------------------------------------------------------


@pytest.mark.parametrize("seed_first", [True, False])
def test_seed_and_record_come_to_the_same_in_either_order(tmp_path: Path, seed_first: bool) -> None:
    seed = write_seed(tmp_path / "seed")
    (tmp_path / "feed").mkdir()
    feed = write_feed(tmp_path / "feed", [a_row()], [a_record()])
    steps = [lambda: load_seed(seed), lambda: import_feed(feed, at=MONDAY)]
    for step in steps if seed_first else reversed(steps):
        step()
    procedure = the()
    version = procedure.current_version
    assert version is not None
    assert (procedure.name, procedure.title) == ("Đăng ký nuôi ong lấy mật", "Nuôi ong")
    assert (version.summary, version.steps[:7]) == ("Cho người nuôi ong.", "Bước 1:")
    assert [paper.name for paper in version.papers.all()] == ["Đơn"]
    assert procedure.accepts_online
    assert Field.objects.filter(name="Chăn nuôi").count() == 1
    assert load_seed(seed).changed == 0
    assert import_feed(feed, at=MONDAY).changes == 0


def test_imported_procedures_move_to_the_boards_field(tmp_path: Path) -> None:
    (tmp_path / "feed").mkdir()
    rows = [a_row("1.900008", categories=["Thú y"])]
    import_feed(write_feed(tmp_path / "feed", rows), at=MONDAY)
    load_seed(write_seed(tmp_path / "seed"))
    assert Procedure.objects.get(code="1.900008").field.code == "CN"

"""Taking a file of borders over: first looked at, then done; what is known keeps its place."""

import pytest

from geo.importing import (
    Typed,
    begin_import,
    finish_import,
    give_up_import,
    preview,
    waiting_import,
)
from geo.models import Area, AreaImport
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, at
from tests.geo.borders import collection, draw, feature, square

pytestmark = pytest.mark.django_db
LATER = at("2026-12-01 09:00")
NORTH = feature("T1", "Thôn 1", square(0, 0.01, 0.01))
SOUTH = feature("T2", "Thôn 2", square(0, 0, 0.01))


def _begin(commune: Commune, people: People, *areas: object, kind: str = "hamlet") -> AreaImport:
    typed = Typed(kind, "thon.geojson", collection(*areas))
    return begin_import(commune.root, typed, by=people.leader, at=MONDAY)


def _all(waiting: AreaImport, *, retire_absent: bool = False) -> AreaImport:
    codes = [one.code for one in preview(waiting).reading.areas]
    return finish_import(waiting, codes=codes, retire_absent=retire_absent, at=LATER)


def test_looking_at_a_file_writes_no_area(commune: Commune, people: People) -> None:
    waiting = _begin(commune, people, NORTH, SOUTH)

    seen = preview(waiting)

    assert [one.code for one in seen.compared.new] == ["T1", "T2"]
    assert not Area.objects.exists()
    assert waiting_import(commune.root.pk) == waiting


def test_taking_it_over_makes_the_areas_and_keeps_only_what_was_done(
    commune: Commune, people: People
) -> None:
    done = _all(_begin(commune, people, NORTH, SOUTH))

    first = Area.objects.get(code="T1")
    assert (first.name, first.kind, first.root_unit) == ("Thôn 1", "hamlet", commune.root)
    assert first.source == "thon.geojson, 01/12/2026"
    assert (done.outcome, done.content, done.done_at) == ("2 địa bàn mới", None, LATER)
    assert waiting_import(commune.root.pk) is None


def test_an_area_that_comes_again_stays_the_same_row(commune: Commune, people: People) -> None:
    _all(_begin(commune, people, NORTH, SOUTH))
    rows = dict(Area.objects.values_list("code", "pk"))
    moved = feature("T2", "Thôn 2 mới", square(0.02, 0, 0.01))

    seen = preview(waiting := _begin(commune, people, NORTH, moved))
    assert [one.code for one in seen.compared.same] == ["T1"]
    assert [one.code for one in seen.compared.changed] == ["T2"]
    done = _all(waiting)

    assert dict(Area.objects.values_list("code", "pk")) == rows
    assert Area.objects.get(code="T2").name == "Thôn 2 mới"
    assert done.outcome == "1 địa bàn thay đổi, 1 địa bàn giữ nguyên"


def test_only_the_chosen_areas_are_taken(commune: Commune, people: People) -> None:
    waiting = _begin(commune, people, NORTH, SOUTH)

    with pytest.raises(Refused, match="ít nhất một vùng"):
        finish_import(waiting, codes=["T9"], retire_absent=False, at=LATER)
    finish_import(waiting, codes=["T2"], retire_absent=False, at=LATER)

    assert list(Area.objects.values_list("code", flat=True)) == ["T2"]


def test_what_the_file_lacks_is_retired_only_when_asked(commune: Commune, people: People) -> None:
    draw(commune.root, "cu", square(0.05, 0, 0.01))
    draw(commune.root, "xa", square(0, 0, 0.1), kind=Area.Kind.WHOLE)

    _all(_begin(commune, people, NORTH))
    assert Area.objects.get(code="cu").is_active
    done = _all(_begin(commune, people, NORTH), retire_absent=True)

    assert not Area.objects.get(code="cu").is_active
    assert Area.objects.get(code="xa").is_active  # another kind
    assert done.outcome == "1 địa bàn giữ nguyên, 1 địa bàn ngừng dùng"


def test_a_retired_area_that_comes_again_is_in_use_again(commune: Commune, people: People) -> None:
    _all(_begin(commune, people, NORTH))
    Area.objects.update(is_active=False)

    _all(_begin(commune, people, NORTH))

    assert Area.objects.get().is_active


def test_a_new_file_takes_the_place_of_one_nobody_took_over(
    commune: Commune, people: People
) -> None:
    _begin(commune, people, NORTH)
    second = _begin(commune, people, SOUTH)
    assert waiting_import(commune.root.pk) == second

    give_up_import(second)

    assert not AreaImport.objects.exists()


def test_a_useless_file_is_refused_and_the_former_one_stays(
    commune: Commune, people: People
) -> None:
    first = _begin(commune, people, NORTH)

    with pytest.raises(Refused):
        _begin(commune, people)

    assert waiting_import(commune.root.pk) == first


def test_areas_upon_one_another_or_beyond_the_commune_are_told(
    commune: Commune, people: People
) -> None:
    draw(commune.root, "xa", square(0, 0, 0.02), kind=Area.Kind.WHOLE)
    upon = feature("T3", "Thôn 3", square(0, 0.005, 0.01))
    beyond = feature("T4", "Thôn 4", square(0.015, 0, 0.01))

    words = preview(_begin(commune, people, NORTH, SOUTH, upon, beyond)).warnings

    assert set(words) == {
        "“Thôn 1” và “Thôn 3” chồng lên nhau 50%",
        "“Thôn 2” và “Thôn 3” chồng lên nhau 50%",
        "“Thôn 4” nằm ngoài ranh giới đơn vị 50%",
    }


def test_neighbours_that_share_a_line_are_fine(commune: Commune, people: People) -> None:
    assert preview(_begin(commune, people, NORTH, SOUTH)).warnings == ()


def test_of_many_overlaps_the_first_are_told(commune: Commune, people: People) -> None:
    heap = [feature(f"T{number}", f"Thôn {number}", square(0, 0, 0.01)) for number in range(9)]

    words = preview(_begin(commune, people, *heap)).warnings

    assert len(words) == 13
    assert words[-1] == "Còn 24 chỗ khác như vậy"

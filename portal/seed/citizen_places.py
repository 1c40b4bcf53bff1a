"""Where things lie in the demo commune, who answers for them and in which words; all invented."""

from datetime import datetime
from pathlib import Path

import yaml

from accounts.models import Unit
from feedback.models import CannedText, Category, Route
from feedback.workflow import Action
from geo.geojson import read_areas
from geo.models import Area
from geo.services import import_areas

_FOLDER = Path(__file__).parent
_BORDERS = (
    (Area.Kind.WHOLE, "binh_an_xa.geojson"),
    (Area.Kind.HAMLET, "binh_an_thon.geojson"),
)
# By suffix of the office's code (`portal.seed.people.OFFICES`): the kinds that it answers for.
_OFFICES = {
    "1": ("nop-truc-tuyen",),
    "2": ("thu-tuc",),
    "4": (
        "duong-sa", "lan-chiem", "xay-dung", "ve-sinh", "cay-xanh", "chieu-sang", "ngap-nuoc",
        "dien-nuoc",
    ),
    "5": ("trat-tu-do-thi", "thuc-pham-dich-benh", "giao-duc-y-te", "xam-hai"),
    "6": ("an-ninh", "tieng-on", "mat-an-toan"),
}  # fmt: skip
_MARKET = ("lan-chiem", "T2", "6")  # around the market the police keep the road free
_WORDS = yaml.safe_load((_FOLDER / "canned_texts.yaml").read_text(encoding="utf-8"))


def seed_citizen_places(root: Unit, *, at: datetime) -> str:
    """What is there already is left as it is."""
    return (
        f"{_draw(root, at)} new areas, {_route(root)} new routes, {_write(root)} new canned texts"
    )


def _draw(root: Unit, at: datetime) -> int:
    """A border that came another way is better than an invented one."""
    made = 0
    for kind, name in _BORDERS:
        if not Area.objects.filter(root_unit=root, kind=kind).exists():
            found = read_areas((_FOLDER / name).read_bytes()).areas
            made += len(import_areas(root.pk, kind, found, source=name, at=at).new)
    return made


def _route(root: Unit) -> int:
    if Route.objects.filter(root_unit=root).exists():
        return 0
    offices = {unit.code.rpartition(".")[2]: unit for unit in Unit.objects.filter(root=root)}
    kinds = Category.objects.in_bulk(field_name="code")
    rows = [
        Route(root_unit=root, category=kinds[code], unit=offices[suffix])
        for suffix, codes in _OFFICES.items()
        for code in codes
    ]
    code, area, suffix = _MARKET
    hamlet = Area.objects.filter(root_unit=root, code=area).first()
    if hamlet:
        rows.append(Route(root_unit=root, category=kinds[code], area=hamlet, unit=offices[suffix]))
    return len(Route.objects.bulk_create(rows))


def _write(root: Unit) -> int:
    if CannedText.objects.filter(root_unit=root).exists():
        return 0
    rows = [
        CannedText(root_unit=root, **{**words, "action": Action(words["action"])})
        for words in _WORDS
    ]
    return len(CannedText.objects.bulk_create(rows))

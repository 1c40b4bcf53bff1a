"""The shipped catalogue files hold together on their own, before anything loads them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.lib.text import fold

SEED = Path(__file__).resolve().parents[2] / "procedures" / "seed"
FILES = sorted(SEED.rglob("*.yaml"))

BOARD = {
    "HT": 16, "CN": 3, "CT": 9, "CR": 6, "QT": 1,
    "BT": 9, "NC": 8, "GN": 4, "TE": 4, "TN": 3,
    "DD": 8, "XD": 4, "GT": 3, "LN": 2, "TL": 2, "MT": 2,
    "KD": 4, "HX": 3, "TT": 2, "CY": 2,
    "GD": 5, "YT": 2, "VH": 4, "TV": 2, "TG": 3,
    "QS": 3, "KN": 3, "TD": 1, "TK": 1, "PC": 1,
}  # fmt: skip
WITH_FORM = {
    "1.001193", "1.000656", "1.000894", "1.004873", "2.000635", "2.000815",
    "1.001612", "1.001776", "1.001699", "1.013226", "1.012784", "1.004194",
}  # fmt: skip
LEG = r"[1-9]\d* (WORKING_DAY|DAY|HOUR|MONTH)"
TERM = re.compile(rf"SAME_DAY|NONE|{LEG}( \+ {LEG})*")
LONGEST = {"title": 160, "hint": 300, "group": 80, "why": 400, "label": 200, "error": 200}
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
ROLES = {"receptionist", "specialist", "head", "leader", "clerk"}
OFFICES = {
    "", "one_stop", "justice", "culture_social", "economy",
    "police", "military", "office", "land_branch",
}  # fmt: skip
FACTS = {"term", "fees", "papers", "results", "steps"}


def read(name: str) -> Any:
    return yaml.load((SEED / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


FIELDS = read("fields.yaml")
PROCEDURES = [
    (field["code"], item) for field in FIELDS for item in read(f"procedures/{field['code']}.yaml")
]


def items_of(field: str) -> list[dict[str, Any]]:
    return [item for code, item in PROCEDURES if code == field]


CODES = {item["code"] for _, item in PROCEDURES}
FORMS = {path.stem: read(f"forms/{path.name}")["pages"] for path in sorted(SEED.glob("forms/*"))}
STAGES = read("stages.yaml")
SYNONYMS = read("synonyms.yaml")
SHARED_CHOICES = read("choices.yaml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_text_is_composed_vietnamese_without_stray_blanks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[\t\u00a0\u200b]|[^\S\n]+$|\S {2,}[^\s#]", text, re.MULTILINE)


def test_thirty_fields_in_six_groups_each_with_its_own_code_slug_and_place() -> None:
    assert [field["code"] for field in FIELDS] == list(BOARD)
    assert [field["order"] for field in FIELDS] == list(range(1, 31))
    assert {field["group"] for field in FIELDS} == set(range(1, 7))
    assert len({field["slug"] for field in FIELDS}) == 30
    assert {path.stem for path in SEED.glob("procedures/*.yaml")} == set(BOARD)


def test_a_national_category_belongs_to_one_field() -> None:
    names = Counter(name for field in FIELDS for name in field["national"])
    assert [name for name, times in names.items() if times > 1] == []


def test_boards_carry_120_codes_numbered_in_order_within_each_field() -> None:
    printed = [item["qr"] for _, item in PROCEDURES if "qr" in item]
    assert printed == [
        f"{code}{n:02d}" for code, count in BOARD.items() for n in range(1, count + 1)
    ]
    assert len(printed) == 120


def test_procedure_codes_are_national_and_used_once() -> None:
    assert all(re.fullmatch(r"\d\.\d{6}", code) for code in CODES)
    assert len(CODES) == len(PROCEDURES)


def test_at_least_120_procedures_are_done_at_the_commune() -> None:
    assert sum("commune" in item["levels"] for _, item in PROCEDURES) >= 120


@pytest.mark.parametrize("field", BOARD)
def test_a_procedure_says_what_a_citizen_needs(field: str) -> None:
    told = "audience", "summary", "papers", "results", "legal", "steps", "keywords", "decision"
    for item in items_of(field):
        assert [name for name in told if not item[name]] == [], item["code"]
        assert 0 < len(item["short_name"]) <= 44, item["code"]
        assert item["name"][0].isupper(), item["code"]
        assert not item["name"].isupper(), item["code"]
        assert item["online"] in {"full", "partial", "none"}, item["code"]
        assert set(item["levels"]) <= {"commune", "province", "ministry"}, item["code"]


def test_what_is_uncertain_is_named_together_with_the_reason() -> None:
    for _, item in PROCEDURES:
        assert set(item.get("uncertain", ())) <= FACTS, item["code"]
        assert bool(item.get("uncertain")) == bool(item.get("review")), item["code"]


@pytest.mark.parametrize("field", BOARD)
def test_every_channel_has_a_term_and_its_fees(field: str) -> None:
    for item in items_of(field):
        methods = [channel["method"] for channel in item["channels"]]
        assert len(set(methods)) == len(methods) > 0, item["code"]
        for channel in item["channels"]:
            assert TERM.fullmatch(channel["term"]), item["code"]
            assert all(fee["amount"] >= 0 for fee in channel["fees"]), item["code"]


def test_an_amount_of_a_provincial_council_is_never_told_as_law() -> None:
    fees = [
        fee for _, item in PROCEDURES for channel in item["channels"] for fee in channel["fees"]
    ]
    council = [fee for fee in fees if "HĐND" in fee.get("basis", "")]
    assert council
    assert all(fee.get("review") is True for fee in council)


def test_papers_are_counted_and_conditional_ones_are_not_demanded() -> None:
    for code, item in PROCEDURES:
        for paper in item["papers"]:
            counted = sum(paper.get(kind, 0) for kind in ("originals", "certified", "copies"))
            assert counted > 0, (code, paper["name"])
            assert not (paper.get("condition") and paper.get("required", True)), paper["name"]


def test_the_twelve_e_forms_replace_the_declaration_on_paper() -> None:
    covered = {
        item["code"] for _, item in PROCEDURES for paper in item["papers"] if paper.get("by_form")
    }
    assert covered == set(FORMS) - {"2.000815"}, "a copy is certified without a declaration"
    assert set(FORMS) >= WITH_FORM


def fields_of(pages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for page in pages:
        yield from page["fields"]


def choices_of(field: dict[str, Any]) -> dict[str, str]:
    choices = field.get("choices", {})
    return SHARED_CHOICES[choices] if isinstance(choices, str) else choices


@pytest.mark.parametrize("code", FORMS)
def test_a_form_has_three_to_seven_short_pages(code: str) -> None:
    pages = FORMS[code]
    assert 3 <= len(pages) <= 7
    assert len({page["slug"] for page in pages}) == len(pages)
    for page in pages:
        assert SLUG.fullmatch(page["slug"])
        assert all(page[name] for name in ("title", "group", "why")), page["slug"]
        assert 1 <= len(page["fields"]) <= 8


@pytest.mark.parametrize("code", FORMS)
def test_form_texts_fit_and_required_questions_say_what_to_do(code: str) -> None:
    for part in [*FORMS[code], *fields_of(FORMS[code])]:
        for name, longest in LONGEST.items():
            assert len(part.get(name, "")) <= longest, part
    for field in fields_of(FORMS[code]):
        if field.get("required", True):
            assert field["error"].startswith(("Nhập ", "Chọn ", "Đánh dấu ")), field["key"]


@pytest.mark.parametrize("code", FORMS)
def test_form_keys_are_unique_and_choices_stand_where_they_belong(code: str) -> None:
    keys = [field["key"] for field in fields_of(FORMS[code])]
    assert len(set(keys)) == len(keys)
    assert all(KEY.fullmatch(key) for key in keys)
    for field in fields_of(FORMS[code]):
        choices = choices_of(field)
        assert bool(choices) == (field["kind"] in {"radio", "select", "checkboxes"}), field["key"]
        assert all(SLUG.fullmatch(value) for value in choices), field["key"]
        assert all(0 < len(label) <= 160 for label in choices.values())


@pytest.mark.parametrize("code", FORMS)
def test_a_condition_hangs_on_an_earlier_question_and_a_value_it_can_have(code: str) -> None:
    earlier: dict[str, set[str]] = {}
    for field in fields_of(FORMS[code]):
        for key, value in field.get("shown_if", {}).items():
            wanted = value if isinstance(value, list) else [value]
            assert set(wanted) <= earlier[key], field["key"]
            assert len(",".join(wanted)) <= 80
        earlier[field["key"]] = set(choices_of(field)) or {"yes"}


def ways() -> dict[str, list[dict[str, Any]]]:
    return {"default": STAGES["default"], **STAGES["procedures"]}


@pytest.mark.parametrize("code", ways())
def test_stages_go_from_assigning_to_handing_over_within_the_whole_term(code: str) -> None:
    stages = ways()[code]
    steps = [stage["step"] for stage in stages]
    order = ["assign", "examine", "verify", "sign", "seal", "return"]
    assert steps in (order, [step for step in order if step != "verify"])
    assert sum(stage["share"] for stage in stages) <= 100
    for stage in stages:
        assert stage["role"] in ROLES
        assert stage.get("office_kind", "") in OFFICES
        assert len(stage["name"]) <= 120
        assert len(stage["public_name"]) <= 160


def test_stages_are_of_known_procedures_and_every_e_form_has_its_own() -> None:
    assert set(STAGES["procedures"]) <= CODES
    shared = [id(way) for way in STAGES["ways"].values()]
    assert all(id(STAGES["procedures"][code]) not in shared for code in FORMS)


@pytest.mark.parametrize("code", ["1.013225", "1.013226", "1.012784", "1.013831"])
def test_land_and_construction_are_looked_at_in_the_field(code: str) -> None:
    assert "verify" in [stage["step"] for stage in STAGES["procedures"][code]]


def test_everyday_words_are_folded_and_lead_somewhere() -> None:
    phrases = [item["phrase"] for item in SYNONYMS]
    assert phrases == [fold(phrase) for phrase in phrases]
    assert len(set(phrases)) == len(phrases)
    for item in SYNONYMS:
        assert set(item.get("procedures", ())) <= CODES, item["phrase"]
        assert bool(item.get("procedures")) != bool(item.get("answer")), item["phrase"]
        assert len(item.get("answer", "")) <= 300


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("lam giay khai sinh cho con", "1.001193"),
        ("xin phep xay nha", "1.013225"),
        ("sang ten so do", "1.013831"),
        ("giay doc than", "1.004873"),
        ("tach thua", "1.012784"),
        ("mo quan an", "1.001612"),
        ("nhap khau", "1.004222"),
        ("tien nguoi gia", "1.014027"),
        ("giay ngheo", "1.011607"),
        ("sao y", "2.000815"),
    ],
)
def test_what_people_say_leads_first_to_what_they_mean(phrase: str, code: str) -> None:
    assert next(item for item in SYNONYMS if item["phrase"] == phrase)["procedures"][0] == code


@pytest.mark.parametrize("phrase", ["ly hon", "can cuoc", "ho chieu", "bang lai"])
def test_what_the_commune_does_not_do_is_answered_with_where_to_go(phrase: str) -> None:
    assert next(item for item in SYNONYMS if item["phrase"] == phrase)["answer"]

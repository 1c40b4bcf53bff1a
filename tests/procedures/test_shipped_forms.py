"""The shipped e-forms ask what the way taken needs, and nothing else."""

import pytest

from procedures.content import FormPageContent
from procedures.form_builder import asked_fields
from procedures.seed_reader import SEED_FOLDER, read_form, read_yaml


def page_of(code: str, slug: str) -> FormPageContent:
    shared = read_yaml(SEED_FOLDER / "choices.yaml")
    pages = read_form(SEED_FOLDER / "forms" / f"{code}.yaml", shared)
    return next(page for page in pages if page.slug == slug)


def asked(page: FormPageContent, **answers: str) -> set[str]:
    return {field.key for field in asked_fields(page, answers)}


def test_a_mother_who_registers_her_child_is_not_asked_who_the_mother_is() -> None:
    keys = asked(page_of("1.001193", "me"), relation="mother")
    assert "self_mother_birth_date" in keys
    assert keys.isdisjoint({"mother_known", "mother_name", "mother_id", "mother_address"})


@pytest.mark.parametrize("relation", ["father", "grandparent", "relative", "carer"])
def test_anybody_else_is_asked_who_the_mother_is(relation: str) -> None:
    keys = asked(page_of("1.001193", "me"), relation=relation)
    assert keys >= {"mother_known", "mother_name", "mother_id", "mother_address"}
    assert "self_mother_birth_date" not in keys


def test_who_asks_for_the_own_paper_is_not_asked_the_own_name() -> None:
    page = page_of("1.004873", "nguoi-duoc-xac-nhan")
    assert "subject_name" not in asked(page, for_whom="self")
    assert "subject_name" in asked(page, for_whom="other")

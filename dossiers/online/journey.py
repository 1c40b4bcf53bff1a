"""One draft as the person goes through it: its pages in order, what is done, what comes next.

Reads the draft once and writes nothing; `dossiers.services.drafts` writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.urls import reverse

from dossiers.models import Attachment, Draft, DraftPage
from dossiers.online.own_pages import (
    APPLICANT,
    DELIVERY,
    applicant_of,
    case_page,
    check_page,
    facts_of,
)
from dossiers.online.paper_slots import PaperSlot, paper_slots
from dossiers.services.applicant import Applicant
from procedures.answers import SummaryGroup, summarise
from procedures.content import FormPageContent
from procedures.eforms import form_pages
from procedures.form_builder import (
    PageForm,
    build_form,
    relevant_answers,
    shown_pages,
    unfinished_pages,
)
from procedures.models import Procedure


class Kind(StrEnum):
    QUESTIONS = "questions"
    PAPER = "paper"
    EXTRA = "extra"  # papers that may be sent
    CHECK = "check"


@dataclass(frozen=True)
class Step:
    """One page. `path` follows the draft's address; `own`: not of the e-form."""

    kind: Kind
    title: str
    path: str
    page: FormPageContent | None = None
    own: bool = False
    slot: PaperSlot | None = None


EXTRA = Step(Kind.EXTRA, "Giấy tờ khác, nếu có", "giay-to-khac")


class Journey:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.procedure: Procedure = draft.procedure
        self.base_url = reverse("dossiers:draft", args=[draft.token])

    # --- what there is -----------------------------------------------------------------------

    @cached_property
    def own_pages(self) -> list[FormPageContent]:
        cases = list(self.draft.procedure_version.cases.all())
        return [APPLICANT, *case_page(cases), DELIVERY]

    @cached_property
    def form_pages(self) -> tuple[FormPageContent, ...]:
        return form_pages(self.draft.eform)

    @cached_property
    def slots(self) -> list[PaperSlot]:
        return paper_slots(self.draft.procedure_version)

    @cached_property
    def files(self) -> list[Attachment]:
        return list(self.draft.attachments.select_related("file"))

    @cached_property
    def check(self) -> Step:
        page = check_page(self.form_pages)
        return Step(Kind.CHECK, page.title, page.slug, page=page, own=True)

    def files_of(self, slot: PaperSlot) -> list[Attachment]:
        return [file for file in self.files if file.required_paper_id == slot.paper_id]

    @cached_property
    def saved(self) -> dict[str, DraftPage]:
        return {row.slug: row for row in self.draft.pages.all()}

    @cached_property
    def answers(self) -> dict[str, Any]:
        """Answers of the e-form without those of ways not taken."""
        return relevant_answers(self.form_pages, self.draft.answers)

    # --- the order ---------------------------------------------------------------------------

    @cached_property
    def steps(self) -> list[Step]:
        *before, delivery = [_questions(page, own=True) for page in self.own_pages]
        asked = [_questions(page) for page in shown_pages(self.form_pages, self.answers)]
        papers = [_paper(slot) for slot in self.slots if slot.required]
        return [*before, *asked, *papers, EXTRA, delivery, self.check]

    def url(self, step: Step) -> str:
        return f"{self.base_url}{step.path}/"

    def question(self, slug: str) -> Step | None:
        """The page of questions at this address, also one that is not asked at present."""
        pages = [_questions(page, own=True) for page in self.own_pages]
        pages += [_questions(page) for page in self.form_pages]
        return next((step for step in pages if step.path == slug), None)

    def paper(self, number: int) -> Step | None:
        return next((_paper(slot) for slot in self.slots if slot.number == number), None)

    def number(self, step: Step) -> int:
        """Which page of how many; a paper that need not be sent belongs to the page of those."""
        return self.steps.index(self._listed(step)) + 1

    def after(self, step: Step) -> Step:
        return self.steps[self.number(step)] if step in self.steps else self._listed(step)

    def before(self, step: Step) -> Step | None:
        if step not in self.steps:
            return self._listed(step)
        position = self.steps.index(step)
        return self.steps[position - 1] if position else None

    def _listed(self, step: Step) -> Step:
        if step in self.steps:
            return step
        return EXTRA if step.kind is Kind.PAPER else self.next_to_do

    # --- what is done ------------------------------------------------------------------------

    @cached_property
    def unfinished(self) -> list[Step]:
        """What keeps the draft from being sent, in order."""
        return [step for step in self.steps if not self._is_done(step)]

    @property
    def next_to_do(self) -> Step:
        return self.unfinished[0] if self.unfinished else self.check

    @cached_property
    def _unanswered(self) -> set[str]:
        own = unfinished_pages(self.own_pages, self.draft.applicant)
        asked = unfinished_pages(self.form_pages, self.draft.answers)
        unread = {slug for slug, row in self.saved.items() if row.typed}
        unseen = {page.slug for page in (*self.own_pages, *self.form_pages)} - self.saved.keys()
        return {page.slug for page in (*own, *asked)} | unread | unseen

    def _is_done(self, step: Step) -> bool:
        if step.slot:
            return bool(self.files_of(step.slot))
        return step.kind is not Kind.QUESTIONS or step.path not in self._unanswered

    def is_begun(self, step: Step) -> bool:
        return step.path in self.saved or bool(step.slot and self.files_of(step.slot))

    # --- forms and answers -------------------------------------------------------------------

    def form(self, step: Step, data: Mapping[str, Any] | None = None) -> PageForm:
        """The form of a page of questions, showing what was typed last, readable or not."""
        if step.page is None:
            raise LookupError(f"nothing is asked at {step.path}")
        answers = self.draft.applicant if step.own else self.draft.answers
        person = facts_of(self.draft.owner, self.draft.applicant)
        form = build_form(step.page, data, answers=answers, person=person)
        if data is None and step.path in self.saved:
            form.initial.update(self.saved[step.path].typed)
        return form

    def summary(self) -> list[SummaryGroup]:
        *before, delivery = self.own_pages
        return [
            *summarise(before, self.draft.applicant),
            *summarise(self.form_pages, self.draft.answers),
            *summarise([delivery], self.draft.applicant),
        ]

    def applicant(self) -> Applicant:
        """Call when nothing of `unfinished` is left."""
        return applicant_of(self.draft.applicant)

    # --- the world meanwhile -----------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self.procedure.state == Procedure.State.ACTIVE and self.procedure.accepts_online

    @property
    def is_outdated(self) -> bool:
        """The procedure has a newer version than the draft was begun under."""
        return self.procedure.current_version_id != self.draft.procedure_version_id


def _questions(page: FormPageContent, *, own: bool = False) -> Step:
    return Step(Kind.QUESTIONS, page.title, page.slug, page=page, own=own)


def _paper(slot: PaperSlot) -> Step:
    return Step(Kind.PAPER, slot.heading, f"giay-to/{slot.number}", slot=slot)

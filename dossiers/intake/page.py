"""One intake page: the person, the procedure, the papers, the fee and the promise that follow."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import BoundField, Form
from django.http import Http404, QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.models import Unit, User
from dossiers.forms.intake import ApplicantForm, DeskForm, FeeForm, RequestForm, StampField
from dossiers.intake import fees, person
from dossiers.intake.drafts import draft_asked_for
from dossiers.intake.papers import (
    Files,
    Row,
    fill_in_counts,
    keep_files,
    paper_rows,
    tick_all_required,
)
from dossiers.intake.procedure import Found, find_procedure, label_of
from dossiers.intake.promise import Promise, Terms, promise_for
from dossiers.models import Dossier, Draft
from dossiers.services import new_key
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from procedures.memory import ProcedureFacts
from procedures.models import Case, Channel, Procedure, ProcedureVersion

F = TypeVar("F", bound=DeskForm)
CARRIED = ("locked", "draft", "version", "amount_known")  # hidden fields of the page


class FormGroup:
    """Several forms of one page as the error summary and the title read one form."""

    def __init__(self, *forms: Form) -> None:
        self.forms = forms

    @property
    def errors(self) -> list[str]:
        return [name for form in self.forms for name in form.errors]

    def non_field_errors(self) -> list[str]:
        return [str(error) for form in self.forms for error in form.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        return chain.from_iterable(self.forms)


class Intake:
    """What was typed so far and what follows from it. `checked` names parts that must be right."""

    def __init__(
        self,
        user: User,
        data: QueryDict,
        files: Files | None = None,
        *,
        at: datetime,
        checked: frozenset[str] = frozenset(),
    ) -> None:
        if user.unit is None:
            raise Http404
        self.user, self.unit, self.at, self.checked = user, user.unit, at, checked
        self.data = data.copy()
        self.problems: dict[str, str] = {}
        self.data.setdefault("submit_key", new_key())
        self.data.setdefault("delivery", Dossier.Delivery.COUNTER.value)
        self.data.setdefault("channel", str(Channel.Method.DIRECT.value))
        for name in CARRIED:
            self.data.setdefault(name, "")
        self._read_person()
        self._choose_procedure()
        self.problems |= keep_files(self.data, files or MultiValueDict(), at=at)
        if self.version and "all_papers" in self.data:
            tick_all_required(self.data, self.version)
        fees.settle(self.data, self.fee_lines, self.sets)

    @property
    def root(self) -> Unit:
        return self.unit.root or self.unit

    # --- what was typed ---------------------------------------------------------------------

    @property
    def refreshing(self) -> bool:
        """A script asks for what follows while somebody is still typing, perhaps a card."""
        return self.data.get("do") == "refresh"

    def _read_person(self) -> None:
        self.scanned = bool(self.data.get("card", "").strip()) and not self.refreshing
        if self.scanned:
            self.problems |= person.read_card(self.data)
        if "unlock" in self.data:
            self.data["locked"] = ""
        try:
            self.draft: Draft | None = draft_asked_for(self.data, self.user, self.root, at=self.at)
        except Refused as refused:
            self.draft = None
            self.problems["pickup"] = refused.message

    def _choose_procedure(self) -> None:
        text = (self.data.pop("pick", []) or [self.data.get("procedure", "")])[-1]
        self.found = find_procedure(text) if text.strip() else Found()
        if self.found.sentence:
            self.problems["procedure"] = self.found.sentence
        if self.facts is None or self.version is None:
            return
        self.data["procedure"] = label_of(self.facts)
        if self.data.get("version") != str(self.version.pk):
            self.data["version"] = str(self.version.pk)
            self.data["sets"] = self.data.get("sets") or "1"
            fill_in_counts(self.data, self.version)
            fees.tick_the_certain(self.data, self.fee_lines)
        if self.draft is not None and self.draft.procedure_id != self.facts.id:
            self.draft, self.data["draft"] = None, ""

    @property
    def facts(self) -> ProcedureFacts | None:
        return self.found.chosen

    @property
    def offered(self) -> list[dict[str, str]]:
        return [{"code": row.code, "label": label_of(row)} for row in self.found.offered]

    @property
    def by_post(self) -> bool:
        return self.data.get("delivery") == Dossier.Delivery.POST

    @property
    def posted(self) -> bool:
        """The papers came by post: the time counts from the arrival stamp."""
        return self.data.get("channel") == str(Channel.Method.POSTAL.value)

    @property
    def counted_from(self) -> datetime:
        """The stamp as far as it can be read, never ahead; else now."""
        if not self.posted:
            return self.at
        try:
            stamp = StampField(required=False).clean(self.data.get("arrived_at"))
        except ValidationError:
            return self.at
        return min(stamp or self.at, self.at)

    @property
    def draft_day(self) -> str:
        return short_day(self.draft.updated_at) if self.draft else ""

    @property
    def sets(self) -> int:
        text = self.data.get("sets", "")
        return int(text) if text.isdecimal() and 0 < int(text) < 100 else 1

    # --- what follows -----------------------------------------------------------------------

    @cached_property
    def procedure(self) -> Procedure | None:
        if self.facts is None:
            return None
        related = ("papers", "cases", "channels__fees")
        rows = Procedure.objects.select_related("current_version")
        return rows.prefetch_related(*(f"current_version__{name}" for name in related)).get(
            pk=self.facts.id
        )

    @property
    def version(self) -> ProcedureVersion | None:
        return self.procedure.current_version if self.procedure else None

    @property
    def cases(self) -> list[Case]:
        return list(self.version.cases.all()) if self.version else []

    @property
    def case(self) -> Case | None:
        return next((case for case in self.cases if str(case.pk) == self.data.get("case")), None)

    @property
    def fee_lines(self) -> list[fees.FeeLine]:
        return fees.fee_lines(self.version, self.data.getlist("fee")) if self.version else []

    @cached_property
    def history(self) -> person.History:
        number, phone = self.data.get("personal_id", ""), self.data.get("phone", "")
        return person.history_of(self.user, number, phone, at=self.at)

    @property
    def duplicates(self) -> list[person.Earlier]:
        return self.history.open_for(self.facts.id) if self.facts else []

    @property
    def doubts(self) -> list[str]:
        facts = (self.data.get(name, "") for name in ("personal_id", "birth_date", "gender"))
        return person.doubts(*facts)

    @cached_property
    def promise(self) -> Promise | None:
        if self.procedure is None or (self.cases and self.case is None):
            return None
        method = Channel.Method.POSTAL if self.posted else Channel.Method.DIRECT
        terms = Terms.of(self.procedure, self.case, method)
        return promise_for(self.unit, terms, counted_from=self.counted_from, at=self.at)

    # --- forms ------------------------------------------------------------------------------

    @cached_property
    def applicant(self) -> ApplicantForm:
        locked = person.locked_fields(self.data)
        form = ApplicantForm(self.data, locked=locked, checked="applicant" in self.checked)
        return self._with_problems(form)

    @cached_property
    def request(self) -> RequestForm:
        form = RequestForm(self.data, cases=self.cases, checked="request" in self.checked)
        if "request" in self.checked and self.facts is None:
            self.problems.setdefault("procedure", "Chọn một thủ tục trong danh sách")
        return self._with_problems(form)

    @cached_property
    def fee(self) -> FeeForm:
        return self._with_problems(FeeForm(self.data, checked="fee" in self.checked))

    @cached_property
    def papers(self) -> list[Row]:
        rows = paper_rows(self.data, self.version, self.draft, checked="papers" in self.checked)
        for row in rows:
            self._with_problems(row.form)
        return rows

    @property
    def missing(self) -> list[Row]:
        """Required papers that are not ticked."""
        return [row for row in self.papers if row.form.needed and not row.form["given"].value()]

    @property
    def papers_are_complete(self) -> bool:
        return bool(self.papers) and not self.missing

    def _with_problems(self, form: F) -> F:
        for name in form.fields:
            if sentence := self.problems.get(form.add_prefix(name)):
                form.add_error(name, sentence)
        return form

    @property
    def form(self) -> FormGroup:
        return FormGroup(self.applicant, self.request, *(row.form for row in self.papers), self.fee)

    def next_field(self) -> BoundField | None:
        """Where the hands go next: what is wrong, else the first thing that is not yet there."""
        wrong = next((field for field in self.form if field.errors and not field.is_hidden), None)
        if wrong is not None:
            return wrong
        if self.scanned and not self.data.get("phone"):
            return self.applicant["phone"]
        if self.facts is None:
            return (
                self.request["procedure"] if self.data.get("full_name") else self.applicant["card"]
            )
        if self.cases and self.case is None:
            return self.request["case"]
        return next(
            (row.form["given"] for row in self.papers if not row.form["given"].value()), None
        )

    def refuse(self, refused: Refused) -> None:
        """Shows a service's refusal at its field, else above all."""
        form = self.request if refused.field in self.request.fields else self.applicant
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)

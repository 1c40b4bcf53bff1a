"""The three steps of every change: the form, the preview that saves nothing, the applying."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.requests import SignedInRequest
from portal.calendars.preview import summary_of
from portal.calendars.together import FormsTogether
from portal.lib.errors import Refused

STEP, SEEN = "buoc", "ban"
EDIT, APPLY = "sua", "ap-dung"
_NOT_TYPED = {"csrfmiddlewaretoken", STEP, SEEN}


@dataclass
class Steps:
    """`template` draws the form with the context; `title` names what is changed."""

    request: SignedInRequest
    forms: FormsTogether
    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        step = self.request.POST.get(STEP, "")
        if step in self.forms.more:
            self.forms = self.forms.with_more(self.request.POST, step)
            return self._form()
        if self.request.method != "POST" or step == EDIT:
            return self._form()
        if not self.forms.is_valid():
            return self._form(422)
        try:
            return self._apply() if step == APPLY else self._preview()
        except Refused as refused:
            self.forms.refuse(refused)
            return self._form(refused.status)

    def _form(self, status: int = 200) -> HttpResponse:
        context = {"form": self.forms, "title": self.title, **self.context}
        return render(self.request, self.template, context, status=status)

    def _apply(self) -> HttpResponse:
        seen = self.request.POST.get(SEEN, "")
        try:
            address = self.forms.plan().apply(seen=seen, by=self.request.user, at=timezone.now())
        except Refused as refused:
            if not refused.conflict:
                raise
            return self._preview(conflict=refused.message)
        messages.success(self.request, "Đã áp dụng. Mọi hạn dưới đây đã được tính lại")
        return redirect(address)

    def _preview(self, conflict: str = "") -> HttpResponse:
        plan = self.forms.plan()
        moves = plan.moves(at=timezone.now())
        context = {
            "title": self.title,
            "decision": plan.decision,
            "words": plan.words(),
            "seen": plan.seen,
            "summary": summary_of(moves, reader=self.request.user),
            "typed": _typed(self.request.POST),
            "conflict": conflict,
        }
        status = 409 if conflict else 200
        return render(self.request, "calendars/preview.html", context, status=status)


def _typed(data: QueryDict) -> Sequence[tuple[str, str]]:
    """Everything typed, to be carried along."""
    return [
        (name, value) for name, values in data.lists() if name not in _NOT_TYPED for value in values
    ]

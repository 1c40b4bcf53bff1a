"""`/qt/phan-anh/`: the kinds of reports, each with its promises and questions."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from feedback.models import Category, Group, Question
from feedback.settings_pages.kind_forms import KindForm, QuestionForm
from feedback.settings_pages.own import may_set_kinds
from feedback.settings_pages.questions import drop_question, move_up, save_kind, save_question
from portal.lib.form_page import form_page

_NEW = {"answer_hours": 48, "days_normal": 7, "days_soon": 3, "days_urgent": 1, "order": 500}
_USUAL = Category(**_NEW)


@dataclass(frozen=True)
class KindRow:
    code: str
    icon: str
    name: str
    promise: str
    publication: str
    questions: str
    is_active: bool


@never_cache
@require_safe
def kinds_page(request: SignedInRequest) -> HttpResponse:
    kinds = Category.objects.annotate(asked=Count("questions")).order_by("group", "order", "name")
    rows = {
        Group(group).label: [_row(kind, kind.asked) for kind in found]
        for group, found in groupby(kinds, key=lambda kind: kind.group)
    }
    groups = [(group.label, rows[group.label]) for group in Group if group.label in rows]
    context = {"groups": groups, "may_change": may_set_kinds(request), "here": "kinds"}
    return render(request, "feedback/settings/kinds.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_kind(request: SignedInRequest) -> HttpResponse:
    return _kind_page(request, Category())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kind_page(request: SignedInRequest, code: str) -> HttpResponse:
    return _kind_page(request, get_object_or_404(Category, code=code))


def _kind_page(request: SignedInRequest, kind: Category) -> HttpResponse:
    _may(request)
    shown = kind if kind.pk else _USUAL

    def save(form: KindForm) -> HttpResponse:
        saved = save_kind(kind, form.cleaned_data)
        messages.success(request, f"Đã lưu loại “{saved.name}”")
        return redirect("feedback:kind", saved.code)

    initial = {name: getattr(shown, name) for name in KindForm.base_fields}
    form = KindForm(request.POST if request.method == "POST" else None, initial=initial)
    questions = list(kind.questions.prefetch_related("choices")) if kind.pk else []
    return form_page(
        request, form, save, template="feedback/settings/kind.html", kind=kind, here="kinds",
        questions=questions,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_question(request: SignedInRequest, code: str) -> HttpResponse:
    return _question_page(request, get_object_or_404(Category, code=code), Question())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_page(request: SignedInRequest, code: str, question: str) -> HttpResponse:
    asked = _question(code, question)
    return _question_page(request, asked.category, asked)


def _question_page(request: SignedInRequest, kind: Category, question: Question) -> HttpResponse:
    _may(request)

    def save(form: QuestionForm) -> HttpResponse:
        save_question(kind, question, form.asked())
        messages.success(request, "Đã lưu câu hỏi")
        return redirect("feedback:kind", kind.code)

    initial = {name: getattr(question, name) for name in ("text", "hint", "datatype", "required")}
    if question.pk:
        initial["choices"] = "\n".join(choice.name for choice in question.choices.all())
    form = QuestionForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {"kind": kind, "question": question, "here": "kinds"}
    return form_page(request, form, save, template="feedback/settings/question.html", **context)


@require_POST
def move_question(request: SignedInRequest, code: str, question: str) -> HttpResponse:
    _may(request)
    move_up(_question(code, question))
    return redirect("feedback:kind", code)


@require_POST
def remove_question(request: SignedInRequest, code: str, question: str) -> HttpResponse:
    _may(request)
    asked = _question(code, question)
    drop_question(asked)
    messages.success(request, f"Đã bỏ câu hỏi “{asked.text}”")
    return redirect("feedback:kind", code)


def _question(code: str, question: str) -> Question:
    known = Question.objects.select_related("category")
    return get_object_or_404(known, category__code=code, code=question)


def _may(request: SignedInRequest) -> None:
    if not may_set_kinds(request):
        raise Http404


def _row(kind: Category, asked: int) -> KindRow:
    counted = "giờ làm việc" if kind.answer_count == Category.Count.WORKING else "giờ"
    days = f"{kind.days_normal} · {kind.days_soon} · {kind.days_urgent} ngày làm việc"
    conduct = "Chỉ lãnh đạo xem" if kind.about_conduct else kind.get_publication_display()
    return KindRow(
        code=kind.code,
        icon=kind.icon,
        name=kind.name,
        promise=f"Trả lời trong {kind.answer_hours} {counted}; xong trong {days}",
        publication=conduct,
        questions=f"{asked} câu hỏi thêm" if asked else "",
        is_active=kind.is_active,
    )

"""What is the matter: its kind, then words and the questions of the kind."""

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from feedback.models import Category, Question
from feedback.public.words import category_name
from feedback.questions import PREFIX, initial_of
from feedback.reporting.access import draft_page
from feedback.reporting.drafts import keep, saved_line
from feedback.reporting.forms import WordsForm
from feedback.reporting.journey import KIND, WORDS, Journey
from feedback.reporting.pages import kind_groups, promise, step_context
from portal.lib.forms import PortalForm

BY_SCRIPT = "X-Luu-Nhap"  # the page saves itself while somebody types


class KindForm(PortalForm):
    loai = forms.ModelChoiceField(
        Category.objects.filter(is_active=True),
        to_field_name="code",
        error_messages={
            "required": _("Bấm vào một loại việc ở dưới. Không chắc thì chọn Việc khác"),
            "invalid_choice": "Loại việc này không còn nhận. Xin chọn loại khác",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def kind(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Each kind is a button: one press chooses it and goes on."""
    form = KindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        keep(journey.draft, at=timezone.now(), category=form.cleaned_data["loai"])
        return redirect(journey.after(KIND))
    wanted = request.GET.get("tim", "")[:60]
    context = {
        **step_context(journey, KIND),
        "form": form,
        "wanted": wanted,
        "groups": kind_groups(wanted, journey.draft.category_id),
    }
    return render(request, "feedback/new/kind.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def words(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Every POST keeps what can be read, also one of the page's script."""
    category = journey.category
    if category is None:
        return redirect(journey.url(KIND))
    if request.method != "POST":
        initial = {"text": journey.draft.text} | initial_of(journey.draft.answers)
        return _show(request, journey, category, WordsForm(category, initial=initial))
    form = WordsForm(category, request.POST)
    is_valid = form.is_valid()
    keep(journey.draft, at=timezone.now(), **form.facts())
    if BY_SCRIPT in request.headers:
        return JsonResponse({"line": saved_line(journey.draft)})
    if not is_valid:
        return _show(request, journey, category, form, status=422)
    return redirect(journey.after(WORDS))


def _show(
    request: HttpRequest, journey: Journey, category: Category, form: WordsForm, status: int = 200
) -> HttpResponse:
    asked = [
        {"info": question.text}
        if question.datatype == Question.Datatype.INFO
        else {"field": form[f"{PREFIX}{question.code}"]}
        for question in category.questions.all()
    ]
    context = {
        **step_context(journey, WORDS),
        "form": form,
        "asked": asked,
        "category": category_name(category),
        "kind_url": journey.url(KIND),
        "promise": promise(category),
    }
    return render(request, "feedback/new/words.html", context, status=status)

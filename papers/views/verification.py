"""/kiem-tra/: whoever holds a paper of ours may ask whether it is ours. Public; keeps nothing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from papers.models import IssuedPaper
from papers.verification import Answer, Comparison, compare, facts_of, find_paper
from portal.lib.addresses import client_network
from portal.lib.errors import Refused
from portal.lib.forms import PortalForm
from portal.lib.limits import allow, left
from portal.lib.responses import refused_page

UNKNOWN_CODES, FILES, SECONDS = 30, 20, 15 * 60  # of one address


class CodeForm(PortalForm):
    """GET `/kiem-tra/?ma=`."""

    ma = forms.CharField(
        label="Mã kiểm tra",
        max_length=40,
        help_text="Ghi ở chân giấy, cạnh hình QR. Viết liền, viết thường đều được",
        error_messages={"required": "Nhập mã kiểm tra ghi ở chân giấy"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class FileForm(PortalForm):
    """A file to compare; it is read and forgotten."""

    tep = forms.FileField(
        label="Tệp PDF ông/bà đang giữ",
        help_text="Chỉ đọc để so, không lưu lại. Ảnh chụp hay bản quét giấy thì không so được",
        error_messages={
            "required": "Chọn tệp PDF cần so",
            "empty": "Tệp rỗng, chọn tệp khác",
        },
    )

    def clean_tep(self) -> Any:
        file = self.cleaned_data["tep"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
            raise ValidationError(f"Tệp lớn hơn {megabytes} MB, không phải tệp của cơ quan")
        if not file.read(1024).lstrip().startswith(b"%PDF-"):
            raise ValidationError("Chỉ so được tệp PDF. Chọn đúng tệp đã nhận")
        file.seek(0)
        return file


@dataclass(frozen=True)
class Words:
    kind: str  # of components/callout.html
    title: str
    sentence: str


WORDS = {
    Answer.UNCHANGED: Words(
        "ok", "Tệp còn nguyên", "Giống từng ký tự với bản cơ quan đã phát hành và đang lưu."
    ),
    Answer.EARLIER: Words(
        "warn", "Tệp là bản trước của văn bản này",
        "Đúng là tệp của cơ quan, nhưng sau đó còn được ký hoặc đóng dấu. Xin dùng bản mới nhất.",
    ),
    Answer.OTHER: Words(
        "warn", "Tệp là một văn bản khác của cơ quan",
        "Tệp còn nguyên nhưng không mang mã kiểm tra này. Văn bản của tệp ghi ở dưới.",
    ),
    Answer.BROKEN: Words(
        "late", "Chữ ký không còn đúng",
        "Nội dung tệp đã bị sửa sau khi ký. Không nên dùng; xin hỏi cơ quan ban hành.",
    ),
    Answer.CHANGED: Words(
        "late", "Tệp đã bị thay đổi",
        "Tệp bắt nguồn từ văn bản của cơ quan nhưng không còn như khi phát hành. Không nên dùng; "
        "xin hỏi cơ quan ban hành.",
    ),
    Answer.FOREIGN: Words(
        "late", "Không phải tệp do cơ quan phát hành",
        "Không tìm thấy tệp này trong các tệp đã phát hành. Nếu là bản in rồi quét lại hay lưu "
        "lại từ chương trình khác thì xin nhập mã ở chân giấy rồi so bằng mắt.",
    ),
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """A code to type, or a file to compare with all that were given out."""
    asked = CodeForm(request.GET if "ma" in request.GET else None)
    if asked.is_valid():
        return redirect("papers:verify-paper", asked.cleaned_data["ma"].replace("/", "-"))
    return _answer(request, None, {"asked": asked, "facts": None})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_paper(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper with this code is; a POST compares a file with it."""
    network, back = client_network(request), reverse("papers:verify")
    if not left("verify-code", network, tries=UNKNOWN_CODES):
        return refused_page(request, _too_often("mã không có"), back_url=back)
    paper = find_paper(code)
    if paper is None:
        allow("verify-code", network, tries=UNKNOWN_CODES, seconds=SECONDS)
        context = {"asked": CodeForm(), "code": code[:40]}
        return render(request, "papers/verify_unknown.html", context, status=404)
    return _answer(request, paper, {"asked": None, "facts": facts_of(paper)})


def _answer(
    request: HttpRequest, paper: IssuedPaper | None, context: dict[str, Any]
) -> HttpResponse:
    """The page, with what became of a file if one was sent."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    compared: Comparison | None = None
    if form.is_valid():
        if not allow("verify-file", client_network(request), tries=FILES, seconds=SECONDS):
            return refused_page(request, _too_often("tệp"), back_url=request.path)
        compared = compare(form.cleaned_data["tep"].read(), paper)
    context |= {"form": form, "words": WORDS[compared.answer] if compared else None}
    context |= {"compared": compared, "other": _other(compared, paper)}
    status = 422 if form.errors or _is_wrong(context["asked"]) else 200
    return render(request, "papers/verify.html", context, status=status)


def _other(compared: Comparison | None, paper: IssuedPaper | None) -> Any:
    """The paper whose file it is, when that is not the one of the page."""
    found = compared.paper if compared else None
    return facts_of(found) if found is not None and found != paper else None


def _is_wrong(asked: CodeForm | None) -> bool:
    return asked is not None and bool(asked.errors)


class _TooOften(Refused):
    @property
    def status(self) -> int:
        return 429


def _too_often(what: str) -> Refused:
    return _TooOften(
        "too_often",
        f"Nơi này vừa gửi quá nhiều {what}. Xin thử lại sau 15 phút, hoặc hỏi cán bộ Một cửa",
    )

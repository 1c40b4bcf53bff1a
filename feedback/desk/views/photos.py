"""Pictures from the site, by a plain form; with scripts they go piece by piece."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from feedback.media.doors import site_door
from feedback.media.receiving import take_files


@require_POST
def site_photos(request: SignedInRequest, code: str, phase: str) -> HttpResponse:
    """Each is taken or refused by itself; those refused are named."""
    home, files = site_door(request, code, phase), request.FILES.getlist("files")
    problems = take_files(home, files, at=timezone.now())
    for problem in problems:
        messages.warning(request, f"{problem.name}: {problem.sentence}")
    if not files:
        messages.warning(request, "Chọn ảnh hoặc video rồi bấm Gửi ảnh")
    elif taken := len(files) - len(problems):
        messages.success(request, f"Đã nhận {taken} tệp, đang kiểm tra")
    return redirect(f"{reverse('feedback:desk-report', args=[code])}#anh")

"""Answers that views of several apps give alike."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.lib.errors import Refused

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Kept by no cache and no search engine."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def refused_page(request: HttpRequest, refused: Refused, *, back_url: str = "") -> HttpResponse:
    """A whole page for a refusal that belongs to no form: the sentence, and the way back."""
    context = {"message": refused.message, "back_url": back_url}
    return render(request, "errors/refused.html", context, status=refused.status)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at in the browser; nobody in between keeps a copy."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response

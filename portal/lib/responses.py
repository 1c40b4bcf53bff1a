"""Answers that views of several apps give alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.lib.errors import Refused


def refused_page(request: HttpRequest, refused: Refused, *, back_url: str = "") -> HttpResponse:
    """A whole page for a refusal that belongs to no form: the sentence, and the way back."""
    context = {"message": refused.message, "back_url": back_url}
    return render(request, "errors/refused.html", context, status=refused.status)

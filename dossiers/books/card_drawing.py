"""The card as PDF, to be printed on A5."""

from pathlib import Path

from dossiers.books.cards import Wishes
from dossiers.books.ornament import card_picture, drum_picture
from portal.lib.pdf import render_pdf

STYLE = Path(__file__).with_name("card.css")
_TEMPLATE = "dossiers/books/pdf/card.html"


def draw_card(wishes: Wishes) -> bytes:
    context = {"wishes": wishes, "picture": card_picture(), "drum": drum_picture()}
    return render_pdf(_TEMPLATE, context, style=STYLE)

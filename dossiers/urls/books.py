"""Books of the office: sổ theo dõi, sổ kết quả, what is handed over, cards."""

from django.urls import path

from accounts.permissions import Perm
from dossiers.books.views import cards, follow_up, prints, results

urlpatterns = [
    path("cb/so-theo-doi/", follow_up.books, name="books"),
    path("cb/so-theo-doi/<str:code>/<int:year>/<slug:kind>/", follow_up.book, name="book"),
    path(
        "cb/so-theo-doi/<str:code>/<int:year>/<slug:kind>/tep/",
        follow_up.book_file,
        name="book-file",
    ),
    path("cb/so-ket-qua/", results.results, name="results"),
    path("cb/so-ket-qua/<str:code>/tep/", results.result_file, name="result-file"),
    path("cb/in/<slug:kind>/", prints.hand_over_list, name="hand-over-list"),
    path("cb/ho-so/<str:code>/in-qua-trinh/", prints.course, name="course"),
    path("cb/ho-so/<str:code>/thiep/", cards.print_card, name="print-card"),
    path("qt/thiep/", cards.cards, name="cards"),
    path("qt/thiep/<str:code>/", cards.card, name="card"),
]
ACCESS = dict.fromkeys(("books", "book", "book-file", "results", "result-file"), Perm.BOOKS.value)
ACCESS |= dict.fromkeys(("hand-over-list", "course"), Perm.QUEUE.value)
ACCESS |= {"print-card": Perm.RETURN.value, "cards": Perm.TEMPLATES.value}
ACCESS |= {"card": Perm.TEMPLATES.value}

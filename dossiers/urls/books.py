"""Books of the office: sổ theo dõi, sổ kết quả, what is handed over, cards."""

from django.urls import path

from accounts.permissions import Perm
from dossiers.books.views import follow_up, results

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
]
ACCESS = dict.fromkeys(
    ("books", "book", "book-file", "results", "result-file"), Perm.BOOKS.value
)

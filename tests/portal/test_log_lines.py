"""What is written into the log opens nothing, and nobody writes lines of their own into it."""

import logging
from logging.config import DictConfigurator  # type: ignore[attr-defined]

import pytest
from django.conf import settings
from django.test import Client

from feedback.models import ReportDraft
from tests.factories import MONDAY, Commune, make_commune
from tests.feedback.factories import send_report

_PLAIN = settings.LOGGING["formatters"]["plain"]


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def written(caplog: pytest.LogCaptureFixture) -> str:
    formatter = DictConfigurator(settings.LOGGING).configure_formatter(dict(_PLAIN))
    return "\n".join(formatter.format(record) for record in caplog.records)


def test_a_refused_page_leaves_no_key_of_its_address_in_the_log(
    commune: Commune, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    secret = send_report(commune).secret
    token = ReportDraft.objects.create(created_at=MONDAY, saved_at=MONDAY).token
    assert client.post(f"/phan-anh/cua-toi/{secret}/mo-lai/").status_code == 422
    assert client.post(f"/phan-anh/nhap/{token}/noi/").status_code == 422
    assert client.post(f"/phan-anh/nhap/{token}/tep/{'x' * 22}/xoa/").status_code == 404
    told = written(caplog)
    assert "/phan-anh/cua-toi/…/mo-lai/" in told
    assert "/phan-anh/nhap/…/tep/…/xoa/" in told
    assert (secret in told, token in told) == (False, False)


def test_a_message_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("portal").warning("no questions of %s", "x\r\n2026-11-23 ERROR root all")
    assert len(written(caplog).splitlines()) == 1

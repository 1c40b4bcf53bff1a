"""Programs of others as they are: `three` brought onto Python 3, and what FixMyStreet does."""

import importlib
import itertools
import warnings
from dataclasses import dataclass
from types import ModuleType
from unittest import mock
from xml.etree import ElementTree

import requests


def three() -> ModuleType:
    """`three` 0.8.0 asks itertools for a name that Python 3 has no more."""
    with mock.patch.object(itertools, "ifilter", filter, create=True), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("three")


@dataclass(frozen=True)
class FixMyStreet:
    """As its `Open311.pm` speaks: XML alone, what it wants of answers, what it always adds."""

    endpoint: str
    key: str
    jurisdiction: str

    def services(self) -> list[dict[str, str]]:
        root = self._get("services.xml")
        return [{child.tag: child.text or "" for child in one} for one in root.findall("service")]

    def definition(self, code: str) -> list[str]:
        root = self._get(f"services/{code}.xml")
        return [one.findtext("code", "") for one in root.findall("attributes/attribute")]

    def send(self, code: str, photos: list[bytes], **more: str) -> str:
        """The id of the new request, by its token where only that was told."""
        data = {
            "jurisdiction_id": self.jurisdiction,
            "api_key": self.key,
            "service_code": code,
            "lat": "11.1",
            "long": "108.1",
            "description": "title: Hố sâu\n\ndetail: Ở chợ\n\nurl: https://fms.example/report/7\n",
            "first_name": "Hoa",
            "last_name": "Nguyễn Thị",
            "email": "hoa@example.vn",
            "attribute[title]": "Hố sâu",
            "attribute[external_id]": "7",
            "attribute[easting]": "",
            "media_url": ["https://fms.example/photo/7.0.jpeg", "https://fms.example/7.1.jpeg"],
        }
        files = {f"photo{at}": (f"{at}.jpeg", content) for at, content in enumerate(photos, 1)}
        answer = requests.post(
            f"{self.endpoint}/requests.xml", data | more, files=files or None, timeout=20
        )
        root = self._root(answer)
        if answer.status_code >= 400:
            raise ValueError([one.findtext("description") for one in root.findall("error")])
        told = root.findtext("request/service_request_id")
        return told or self._by_token(root.findtext("request/token", ""))

    def requests_since(self, start: str, end: str) -> list[tuple[str, ...]]:
        """Of each request what it needs: id, point, both moments."""
        wanted = ("service_request_id", "lat", "long", "requested_datetime", "updated_datetime")
        root = self._get("requests.xml", start_date=start, end_date=end)
        return [tuple(one.findtext(name, "") for name in wanted) for one in root.findall("request")]

    def updates_since(self, start: str, end: str) -> list[tuple[str, str]]:
        root = self._get(
            "servicerequestupdates.xml", start_date=start, end_date=end, api_key=self.key
        )
        return [
            (one.findtext("service_request_id", ""), one.findtext("status", ""))
            for one in root.findall("request_update")
        ]

    def comment(self, code: str, status: str, words: str, at: str) -> str:
        data = {
            "jurisdiction_id": self.jurisdiction,
            "api_key": self.key,
            "service_request_id": code,
            "update_id": "31",
            "updated_datetime": at,
            "status": status,
            "description": words,
            "email": "hoa@example.vn",
            "first_name": "Hoa",
            "last_name": "Nguyễn",
        }
        answer = requests.post(f"{self.endpoint}/servicerequestupdates.xml", data, timeout=20)
        return self._root(answer).findtext("request_update/update_id", "")

    def _by_token(self, token: str) -> str:
        for _ in range(5):
            if found := self._get(f"tokens/{token}.xml").findtext("request/service_request_id"):
                return found
        raise ValueError("no id")

    def _get(self, path: str, **parameters: str) -> ElementTree.Element:
        parameters["jurisdiction_id"] = self.jurisdiction
        answer = requests.get(f"{self.endpoint}/{path}", parameters, timeout=20)
        answer.raise_for_status()
        return self._root(answer)

    @staticmethod
    def _root(answer: requests.Response) -> ElementTree.Element:
        return ElementTree.fromstring(answer.content)  # noqa: S314 - our own words

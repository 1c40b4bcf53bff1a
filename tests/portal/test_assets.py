"""The sprite holds every icon that is named, and only icons that exist."""

from pathlib import Path

import pytest

from dossiers.workflow import labels as of_dossiers
from feedback.workflow import labels as of_reports
from tools import vendor_assets
from tools.vendor_assets import AssetError, sprite, used_icons


def test_every_named_icon_is_in_the_sprite() -> None:
    drawn = (vendor_assets.VENDOR / "icons.svg").read_text()
    assert [name for name in used_icons() if f'id="{name}"' not in drawn] == []


def test_every_state_has_its_icon_in_the_sprite() -> None:
    labels = [*of_dossiers.LABELS.values(), *of_reports.LABELS.values()]
    assert {label.icon for label in labels} <= used_icons().keys()


def test_a_second_run_writes_nothing() -> None:
    vendor_assets.vendor()
    assert vendor_assets.vendor().endswith(" 0 written")


def test_an_unknown_icon_is_named_with_the_place_that_uses_it() -> None:
    with pytest.raises(AssetError, match="home.html: there is no outline icon named 'no-such'"):
        sprite({"no-such": "templates/home.html"})


def test_missing_packages_are_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(vendor_assets, "ICONS", tmp_path / "icons")
    with pytest.raises(AssetError, match="npm ci"):
        vendor_assets.vendor()

"""Thiệp chúc mừng: what an office says with the result of a procedure, as it wishes.

The words are the office's own, with {variables} from a fixed list; nothing else stands in braces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Unit
from dossiers.models import CongratulationCard, Dossier
from papers.wording import check_wording, fill
from portal.lib.dates import paper_day
from portal.lib.text import clean, clean_lines
from procedures.models import Procedure

VARIABLES: Mapping[str, str] = {
    "ho_ten": "tên trên thiệp, sửa được lúc in",
    "nguoi_nop": "họ tên người nộp hồ sơ",
    "don_vi": "tên đơn vị",
    "dia_danh": "tên xã, phường",
}
LONG = 330  # characters
LONGEST = 600
_SEED = {
    "1.001193": (
        "Chào mừng thành viên mới",
        (
            "{don_vi} vui mừng chào đón {ho_ten} và gửi tới gia đình "
            "lời chúc mừng tốt đẹp nhất.\n\n"
            "Chúc con luôn khỏe mạnh, bình an, lớn lên trong vòng tay yêu thương "
            "và trở thành niềm tự hào của gia đình, của quê hương {dia_danh}."
        ),
    ),
    "1.000894": (
        "Trăm năm hạnh phúc",
        (
            "{don_vi} trân trọng chúc mừng {ho_ten} chính thức nên duyên vợ chồng.\n\n"
            "Chúc hai vợ chồng luôn yêu thương, thủy chung, cùng nhau xây dựng "
            "một mái ấm thuận hòa, hạnh phúc, bền lâu."
        ),
    ),
}


@dataclass(frozen=True)
class Wishes:
    """What stands on one card."""

    office: str
    heading: str
    paragraphs: list[str]
    place: str
    day: str
    signer_title: str
    signer_name: str

    @property
    def is_long(self) -> bool:
        """Printed smaller, so that everything stays on the card."""
        return sum(map(len, self.paragraphs)) > LONG


def check_words(words: str) -> str:
    """The words as they are kept; an unknown variable is refused at its field."""
    return check_wording(clean_lines(words), field="words", known=tuple(VARIABLES))


def save_card(
    unit: Unit, procedure: Procedure, *, heading: str, words: str, signer_title: str,
    signer_name: str, is_on: bool,
) -> CongratulationCard:  # fmt: skip
    """The card of that office for that procedure, as it is from now on."""
    values = {
        "heading": clean(heading),
        "words": check_words(words),
        "signer_title": clean(signer_title),
        "signer_name": clean(signer_name),
        "is_on": is_on,
    }
    card, _ = CongratulationCard.objects.update_or_create(
        unit=unit, procedure=procedure, defaults=values
    )
    return card


def seed_cards(unit: Unit) -> int:
    """Births and marriages, for an office that has no such card yet; how many were made."""
    made = 0
    for code, (heading, words) in _SEED.items():
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is not None:
            _, new = CongratulationCard.objects.get_or_create(
                unit=unit, procedure=procedure, defaults={"heading": heading, "words": words}
            )
            made += new
    return made


def card_of(dossier: Dossier) -> CongratulationCard | None:
    """The card that goes with this dossier's result, if the office gives one."""
    cards = CongratulationCard.objects.filter(unit_id=dossier.root_unit_id, is_on=True)
    return cards.filter(procedure_id=dossier.procedure_id).select_related("unit").first()


def name_on(dossier: Dossier) -> str:
    """Whom the card is for, as far as the dossier tells; who prints it may say better."""
    child, partner = (dossier.answers.get(key) for key in ("child_name", "partner_name"))
    if partner:
        return f"{dossier.applicant_name} và {partner}"
    return child or dossier.subject_name or dossier.applicant_name


def wishes(card: CongratulationCard, *, name: str, applicant: str, at: datetime) -> Wishes:
    unit = card.unit
    known = {
        "ho_ten": name,
        "nguoi_nop": applicant,
        "don_vi": unit.name,
        "dia_danh": unit.place_name,
    }
    text = fill(card.words, known)
    return Wishes(
        office=unit.name,
        heading=card.heading,
        paragraphs=[part for part in text.split("\n\n") if part],
        place=unit.place_name,
        day=paper_day(at),
        signer_title=card.signer_title or "CHỦ TỊCH",
        signer_name=card.signer_name,
    )

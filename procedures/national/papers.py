"""Papers of a full record. The feed mixes them with headings, remarks and examples."""

import re

from portal.lib.text import fold
from procedures.content import PaperContent
from procedures.national.text import plain_lines, plain_title
from procedures.national.values import Raw, count, flag, line, objects, raw_text

MOST_COPIES = 1_000
_SHOWN_GROUP = "xuat trinh"
_REMARK_GROUP = "luu y"
_CONDITIONAL = re.compile(r"\b(neu co|truong hop|doi voi|neu)\b")


def read_papers(data: Raw) -> tuple[list[PaperContent], str]:
    """The papers in order, and the remarks among them as lines of text.

    A component of no copy at all, or under "Lưu ý", is a remark. The feed says of every paper
    that it is not required; so one is, unless its own words set a condition.
    """
    found: list[PaperContent] = []
    remarks: list[str] = []
    for group in objects(data, "executionCases"):
        heading = plain_title(raw_text(group, "name"))
        for component in objects(group, "profileComponents"):
            paper = _paper(component, heading)
            if not paper.name:
                continue
            if _REMARK_GROUP in fold(heading) or not (paper.originals or paper.copies):
                remarks.append(plain_lines(raw_text(component, "name")))
            else:
                found.append(paper)
    return list(dict.fromkeys(found)), "\n".join(dict.fromkeys(remarks))


def _paper(component: Raw, heading: str) -> PaperContent:
    name = plain_title(raw_text(component, "name"))
    attachments = objects(component, "attachments")
    return PaperContent(
        name=name,
        code=line(component, "code", 80),
        group=heading,
        originals=count(component, "originalQty", MOST_COPIES),
        copies=count(component, "copyQty", MOST_COPIES),
        required=flag(component, "required") or not _CONDITIONAL.search(fold(name)),
        shown_only=_SHOWN_GROUP in fold(heading),
        template_name=line(attachments[0], "fileName", 300) if attachments else "",
    )

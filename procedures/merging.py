"""How the two sources of one procedure go together (docs/adr: seed and national record).

The national record is the law: names, terms, fees, steps, results, legal bases. The seed knows
what the record does not: the sentence for citizens, everyday keywords, and, where an e-form is
in use, the list of papers that form and its upload pages were written for.
"""

from dataclasses import replace

from procedures.content import ChannelContent, VersionContent

SAME_DAY = "SAME_DAY"
REPLACED_BY_RECORD = ("term", "fees", "results", "steps", "name")


def national_over_seed(
    record: VersionContent, current: VersionContent, *, has_form: bool
) -> VersionContent:
    """The next version of a seed procedure for which a full national record arrived."""
    uncertain = [fact for fact in current.uncertain.split() if fact not in REPLACED_BY_RECORD]
    if not has_form:
        uncertain = []
    return record.with_facts(
        summary=current.summary,
        keywords=_joined(current.keywords, record.keywords),
        channels=tuple(_keep_same_day(channel, current) for channel in record.channels),
        papers=current.papers if has_form and current.papers else record.papers,
        uncertain=" ".join(uncertain),
        review_note=current.review_note if uncertain else "",
    )


def seed_over_national(
    seed: VersionContent, current: VersionContent, *, has_form: bool
) -> VersionContent:
    """The next version when the shipped files changed after the national record was taken."""
    return current.with_facts(
        summary=seed.summary,
        keywords=_joined(seed.keywords, current.keywords),
        papers=seed.papers if has_form and seed.papers else current.papers,
    )


def listing_over(listed: VersionContent, current: VersionContent) -> VersionContent:
    """A changed row of the national list under a fuller version: it brings the facts it has."""
    return current.with_facts(
        name=listed.name,
        kind=listed.kind or current.kind,
        audience=listed.audience or current.audience,
        agency=listed.agency or current.agency,
        published_by=listed.published_by or current.published_by,
    )


def close_terms(content: VersionContent, term: str) -> VersionContent:
    """Fills the terms that the record leaves open (unit OTHER) with that of its cases."""
    return content.with_facts(
        channels=tuple(
            channel if channel.term else replace(channel, term=term) for channel in content.channels
        )
    )


def _keep_same_day(channel: ChannelContent, current: VersionContent) -> ChannelContent:
    """The feed has no unit for "trong ngày": where it says OTHER, the seed's `SAME_DAY` stands."""
    same_day = {c.method for c in current.channels if c.term == SAME_DAY}
    if channel.term or channel.method not in same_day:
        return channel
    return replace(channel, term=SAME_DAY)


def _joined(*keywords: str) -> str:
    """One keyword a line, each once."""
    return "\n".join(dict.fromkeys(word for text in keywords for word in text.splitlines() if word))

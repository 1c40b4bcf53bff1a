"""How the two sources of one procedure go together (docs/adr/0002).

The national record is the law: name, terms, fees, papers, steps, results, legal bases. The seed
knows what the record does not: the sentence for citizens and everyday keywords. Where an e-form
is in use it also keeps the papers and the fees that form was written for, but for what the seed
itself calls uncertain.
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
        channels=_merged_channels(record, current, has_form=has_form),
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


def listing_over(
    listed: VersionContent, current: VersionContent, *, is_national: bool
) -> VersionContent:
    """A changed row of the national list under a fuller version: it brings the facts it has.

    Over a seed version without a national record it brings the official name alone.
    """
    if not is_national:
        return current.with_facts(name=listed.name)
    return current.with_facts(
        name=listed.name,
        kind=listed.kind or current.kind,
        field_name=listed.field_name or current.field_name,
        levels=listed.levels or current.levels,
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


def _merged_channels(
    record: VersionContent, current: VersionContent, *, has_form: bool
) -> tuple[ChannelContent, ...]:
    """The record's channels; a way to file that the e-form opens here stays open."""
    known = {channel.method: channel for channel in current.channels}
    merged = [
        _merged_channel(channel, known.get(channel.method), keep_fees=has_form)
        for channel in record.channels
    ]
    methods = {channel.method for channel in merged}
    kept = [c for c in current.channels if has_form and c.method not in methods]
    return (*merged, *kept)


def _merged_channel(
    channel: ChannelContent, seeded: ChannelContent | None, *, keep_fees: bool
) -> ChannelContent:
    """The feed has no unit for "trong ngày": where it says OTHER, the seed's `SAME_DAY` stands."""
    if seeded is None:
        return channel
    if not channel.term and seeded.term == SAME_DAY:
        channel = replace(channel, term=SAME_DAY)
    if keep_fees and not any(fee.needs_review for fee in seeded.fees):
        channel = replace(channel, fees=seeded.fees)
    return channel


def _joined(*keywords: str) -> str:
    """One keyword a line, each once."""
    return "\n".join(dict.fromkeys(word for text in keywords for word in text.splitlines() if word))

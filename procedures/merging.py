"""How the two sources of one procedure go together (docs/adr/0006).

The national record is the law: name, terms, fees, papers, steps, results, legal bases. The seed
knows what the record does not: the sentence for citizens and everyday keywords. Where an e-form
is in use it also keeps the papers and the fees that form was written for, but for what the seed
itself calls uncertain.
"""

from dataclasses import replace

from procedures.content import ChannelContent, VersionContent

SAME_DAY = "SAME_DAY"
ONE_DAY = "1 WORKING_DAY"
REPLACED_BY_RECORD = ("term", "fees", "results", "steps", "name")


def national_with_seed(
    record: VersionContent, seed: VersionContent, *, has_form: bool
) -> VersionContent:
    """A full national record for a procedure of the seed, whichever of the two came first."""
    uncertain = [f for f in seed.uncertain.split() if has_form and f not in REPLACED_BY_RECORD]
    return record.with_facts(
        summary=seed.summary,
        keywords=_joined(seed.keywords, record.keywords),
        channels=_merged_channels(record, seed, has_form=has_form),
        papers=seed.papers if has_form and seed.papers else record.papers,
        uncertain=" ".join(uncertain),
        review_note=seed.review_note if uncertain else "",
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
    record: VersionContent, seed: VersionContent, *, has_form: bool
) -> tuple[ChannelContent, ...]:
    """The record's channels; a way to file that the e-form opens here stays open."""
    seeded = {channel.method: channel for channel in seed.channels}
    merged = [
        _merged_channel(channel, seeded.get(channel.method), keep_fees=has_form)
        for channel in record.channels
    ]
    methods = {channel.method for channel in merged}
    kept = [channel for channel in seed.channels if has_form and channel.method not in methods]
    return (*merged, *kept)


def _merged_channel(
    channel: ChannelContent, seeded: ChannelContent | None, *, keep_fees: bool
) -> ChannelContent:
    """The feed has no unit for "trong ngày" (OTHER, or 1 day): the seed's `SAME_DAY` stands."""
    if seeded is None:
        return channel
    if seeded.term == SAME_DAY and channel.term in {"", ONE_DAY}:
        channel = replace(channel, term=SAME_DAY)
    if keep_fees and not any(fee.needs_review for fee in seeded.fees):
        channel = replace(channel, fees=seeded.fees)
    return channel


def _joined(*keywords: str) -> str:
    """One keyword a line, each once."""
    return "\n".join(dict.fromkeys(word for text in keywords for word in text.splitlines() if word))

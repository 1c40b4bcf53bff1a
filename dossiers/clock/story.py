"""The ledger of one dossier, and the story of its legal date."""

from dossiers.clock.moving import paused_since
from dossiers.clock.replay import Replay
from dossiers.models import ClockEntry, Dossier
from procedures.models import Channel as Way
from worktime.arithmetic import Channel, Pause
from worktime.ledger import ClockFacts, Story, explain
from worktime.services import day_names

CHANNELS = {
    Way.Method.DIRECT: Channel.DIRECT,
    Way.Method.ONLINE: Channel.ONLINE,
    Way.Method.POSTAL: Channel.POST,
}


def entries_of(dossier: Dossier) -> list[ClockEntry]:
    """Every line, oldest first, with who made it. One query.

    A pause lasted from `counts_from` to `at` of the line that ends it; where both are the same
    moment, its notice was never sent and the time counted.
    """
    return list(dossier.clock_entries.select_related("by"))


def story_of(dossier: Dossier, *, promised: bool = False) -> Story | None:
    """How the statutory date came about, by the calendar it was counted by.

    `promised`: that of the shorter term the office commits to, if it does. None before reception.
    While the clock stands still, the pause is open and there is no date.
    """
    replayed = Replay()
    for line in dossier.clock_entries.all():
        replayed.add(line)
    if replayed.counted_from is None or replayed.started_at is None:
        return None
    pauses = list(replayed.pauses)
    if replayed.paused_at is not None and (since := paused_since(dossier)):
        pauses.append(Pause(since))
    facts = ClockFacts(
        received_at=replayed.started_at,
        counted_from=replayed.counted_from,
        term=replayed.promised_term if promised else replayed.term,
        pauses=pauses,
        extensions=replayed.extensions,
        channel=CHANNELS[Way.Method(dossier.channel)],
    )
    return explain(replayed.calendar, day_names(replayed.calendar.version_id), facts)

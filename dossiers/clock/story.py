"""The ledger of one dossier, and the story of its legal date."""

from dossiers.clock.moving import paused_since
from dossiers.clock.replay import replayed
from dossiers.models import ClockEntry, Dossier
from procedures.models import Channel as Way
from worktime.arithmetic import Pause
from worktime.ledger import Channel, ClockFacts, Story, explain
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
    state = replayed(dossier.clock_entries.all())
    if state.counted_from is None or state.started_at is None:
        return None
    pauses = list(state.pauses)
    if state.paused_at is not None and (since := paused_since(dossier)):
        pauses.append(Pause(since))
    facts = ClockFacts(
        received_at=state.started_at,
        counted_from=state.counted_from,
        term=state.promised_term if promised else state.term,
        pauses=pauses,
        extensions=state.extensions,
        channel=CHANNELS[Way.Method(dossier.channel)],
    )
    return explain(state.calendar, day_names(state.calendar.version_id), facts)

"""Citizens' reports of the last weeks, lived through the product's own services at past moments."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from accounts.models import Unit, User
from accounts.permissions import Perm
from accounts.services import staff_with
from feedback.media.checking import check
from feedback.media.homes import Home
from feedback.media.receiving import take_drawn
from feedback.models import Category, Media, Report
from feedback.places import Point
from feedback.services.apply import Act, apply
from feedback.services.following import follow, rate
from feedback.services.moderation import Box, publish
from feedback.services.sending import Person, Sending, send
from feedback.workflow import Action, Status
from geo.sphere import METRES_OF_LATITUDE, metres_of_longitude
from portal.seed.applicants import applicant
from portal.seed.scenes import Scene, picture

STORIES = Path(__file__).with_name("citizen_reports.yaml")
MARKET = Point(11.1, 108.1)
# Where faces and plates stand in the drawings that have people in them.
PEOPLE = {
    "flood": (Box(524, 500, 76, 100), Box(524, 745, 78, 80)),
    "pavement": (Box(500, 455, 80, 120), Box(740, 440, 90, 120), Box(745, 690, 75, 85)),
}
HOURS = {"take": 3, "check": 8, "begin": 11, "answer": 29, "rate": 52, "close": 76}
LATE_ANSWER = 71
OVERDUE, UNTRUE = "late", "untrue"  # endings of stories that are no status


@dataclass
class Story:
    """One report on its way. What would lie in the future does not happen."""

    facts: dict[str, Any]
    report: Report
    now: datetime

    def after(self, hours: float) -> datetime | None:
        moment = self.report.received_at + timedelta(hours=hours)
        return moment if moment < self.now else None

    def act(self, action: Action, hours: float, by: User | None, **words: Any) -> None:
        if moment := self.after(hours):
            self.report = apply(self.report.pk, Act(action, by, moment, **words))


def seed_citizen_reports(root: Unit, now: datetime) -> int:
    """How many were made; none when there are some already."""
    if Report.objects.filter(root_unit=root).exists():
        return 0
    dice = random.Random(48)  # noqa: S311 - invented people
    stories = yaml.safe_load(STORIES.read_text(encoding="utf-8"))
    for number, facts in enumerate(stories):
        _live(root, facts, number, dice, now)
    return len(stories)


@transaction.atomic
def _live(
    root: Unit, facts: dict[str, Any], number: int, dice: random.Random, now: datetime
) -> None:
    received = now - timedelta(days=facts["days"])
    citizen = _citizen(dice, received)
    report = send(_sending(root, facts, number, citizen), by=None, at=received)
    if scene := facts.get("scene"):
        home = Home(report=report)
        _photograph(home, Scene(scene, seed=number), received)
    story = Story(facts, report, now)
    _work(story, number)
    _moderate(story)
    _react(story, citizen, dice)


def _citizen(dice: random.Random, at: datetime) -> User:
    who = applicant(dice, at.date())
    found = User.objects.filter(username=who.phone).first()
    return found or User.objects.create_citizen(who.phone, full_name=who.full_name)


def _sending(root: Unit, facts: dict[str, Any], number: int, citizen: User) -> Sending:
    east, north = facts.get("near", (0, 0))
    lat = MARKET.lat + north / METRES_OF_LATITUDE
    long = MARKET.long + east / metres_of_longitude(MARKET.lat)
    return Sending(
        root_unit=root,
        category=Category.objects.get(code=facts["loai"]),
        text=facts["viec"],
        channel=facts.get("kenh", Report.Channel.WEB),
        person=Person(
            name=citizen.full_name, phone=citizen.phone, user=citizen, is_proved=True
        ),
        submit_key=f"seed-{number}",
        lat=lat,
        long=long,
        accuracy=15,
        located=Report.Located.GPS,
        address=facts["noi"],
    )  # fmt: skip


def _work(story: Story, number: int) -> None:
    """What the office does, as far as the story goes."""
    ends, report = story.facts["ends"], story.report
    officer = staff_with(report.unit, Perm.HANDLE).first()
    leader = staff_with(report.root_unit, Perm.TRIAGE).first()
    answer = story.facts.get("tra_loi", "")
    if ends in {Status.RECEIVED, OVERDUE}:
        return
    if ends == Status.REFUSED:
        words = {"reason": story.facts["ly_do"], "answer": answer}
        story.act(Action.REFUSE, HOURS["check"], leader, **words)
        return
    story.act(Action.TAKE, HOURS["take"], officer)
    if ends == Status.FORWARDED:
        words = {"agency": "Công ty Cấp nước Bình Minh", "answer": answer}
        story.act(Action.FORWARD, HOURS["check"], leader, **words)
    elif ends == UNTRUE:
        story.act(Action.FIND_UNTRUE, HOURS["answer"], officer, answer=answer)
    elif ends != Status.ASSIGNED:
        _mend(story, number, officer, answer)


def _mend(story: Story, number: int, officer: User | None, answer: str) -> None:
    ends, late = story.facts["ends"], story.facts.get("tre", "")
    found = "Đã đến nơi cùng trưởng thôn, đúng như phản ánh."
    story.act(Action.FIND_TRUE, HOURS["check"], officer, note=found)
    if ends == Status.VERIFIED:
        return
    story.act(Action.START_WORK, HOURS["begin"], officer)
    if ends == Status.IN_WORK:
        if answer:
            story.act(Action.REPLY, HOURS["answer"], officer, answer=answer)
        return
    in_time = min(HOURS["answer"], story.report.category.answer_hours - 2)
    hours = LATE_ANSWER if late else in_time
    scene, moment = story.facts.get("scene"), story.after(hours)
    if scene and moment:
        home = Home(report=story.report, phase=Media.Phase.AFTER, by=officer)
        _photograph(home, Scene(scene, is_after=True, seed=number), moment)
    words = {"answer": answer, "late_cause": late, "no_photo": "" if scene else "none_needed"}
    story.act(Action.ANSWER, hours, officer, **words)


def _photograph(home: Home, scene: Scene, at: datetime) -> None:
    """Checked and made anew as every photo; also while no portal runs."""
    media = take_drawn(home, "anh.jpg", picture(scene), at=at)
    check(media.pk, at=at)


def _moderate(story: Story) -> None:
    """Published on the day after; the newest wait for somebody to look at them."""
    report, moment = story.report, story.after(26)
    if not report.category.may_be_public or moment is None:
        return
    boxes = PEOPLE.get(story.facts.get("scene", ""), ())
    shown = report.media.all() if report.category.publication == Category.Publication.OPEN else ()
    story.report = publish(
        report,
        text=report.text,
        pictures={
            one.pk: boxes if one.phase == Media.Phase.BEFORE else () for one in shown
        },
        by=staff_with(report.root_unit, Perm.PUBLISH)[0],
        at=max(moment, report.changed_at),
    )  # fmt: skip


def _react(story: Story, citizen: User, dice: random.Random) -> None:
    """The reporter's stars, a reopening; neighbours who met the same."""
    stars, reopen = story.facts.get("sao"), story.facts.get("mo_lai")
    if reopen:
        story.act(Action.REOPEN, HOURS["rate"], None, note=reopen, as_reporter=True)
    if stars and (moment := story.after(max(HOURS["rate"], LATE_ANSWER + 5))):
        rate(story.report, stars=stars, note="", at=moment)
    if story.facts["ends"] == Status.CLOSED:
        story.act(Action.CLOSE, HOURS["close"] + 20, None, as_reporter=True)
    elif story.report.is_public and story.report.is_open and (moment := story.after(30)):
        for _ in range(dice.randint(0, 3)):
            follow(story.report, _citizen(dice, moment), at=moment)

"""Outgoing messages: the row is the queue (architecture 4)."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.lib.codes import random_token


class State(models.TextChoices):
    """Only forward: see `RANK`. The first three are the work of the outbox."""

    WAITING = "waiting", "Chờ gửi"
    LEASED = "leased", "Đang gửi"
    TEMPORARY = "temporary", "Chưa gửi được, sẽ gửi lại"
    HANDED_OVER = "handed_over", "Đã gửi"
    PERMANENT = "permanent", "Không gửi được"
    TECHNICAL = "technical", "Lỗi đường truyền"
    GIVEN_UP = "given_up", "Cần gọi điện"
    REPLACED = "replaced", "Đã gửi lại"
    CALLED = "called", "Đã gọi điện"
    DELIVERED = "delivered", "Đã đến máy"


class Channel(models.TextChoices):
    SMS = "sms", "Tin nhắn SMS"
    ZALO = "zalo", "Zalo"
    EMAIL = "email", "Thư điện tử"
    INAPP = "inapp", "Trên cổng"


# To be claimed by a worker; a lease that has run out is claimed again.
TO_SEND = (State.WAITING, State.LEASED, State.TEMPORARY)
_TO_SEND = Q(state__in=[state.value for state in TO_SEND])
FAILED = (State.PERMANENT, State.TECHNICAL)
UNSETTLED = (*FAILED, State.GIVEN_UP)  # staff may call, or send again
SETTLED = (State.REPLACED, State.CALLED)
NOT_SENT = (State.TEMPORARY, *FAILED)
_NOT_SENT = Q(state__in=[state.value for state in NOT_SENT])
_SETTLED = Q(state__in=[state.value for state in SETTLED])
_FORWARD = (
    TO_SEND,
    (State.HANDED_OVER,),
    FAILED,
    (State.GIVEN_UP,),
    SETTLED,
    (State.DELIVERED,),
)
RANK = {state: rank for rank, states in enumerate(_FORWARD) for state in states}


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        """Not sent yet, whether due or put off."""
        return self._in(TO_SEND)

    def to_call(self) -> Self:
        return self.filter(state=State.GIVEN_UP.value)

    def not_sent(self) -> Self:
        """Failed, or not for the first time on its way."""
        return self._in(NOT_SENT)

    def settled(self) -> Self:
        return self._in(SETTLED)

    def _in(self, states: Iterable[State]) -> Self:
        """SQLite finds a partial index for `IN` only where the values stand in the statement."""
        values = ", ".join(f"'{state.value}'" for state in states)
        where = [f"notifications_message.state IN ({values})"]
        rows: Self = self.extra(where=where)  # type: ignore[assignment]  # noqa: S610 - our words
        return rows

    def in_inbox_of(self, user_id: int) -> Self:
        """What this person finds on the portal."""
        return self.filter(user=user_id, channel=Channel.INAPP, state=State.DELIVERED)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Message(models.Model):
    """One message to one recipient about one event by one channel.

    `event` names what happened (`dossier:17:4:received`), `key` is `event` and channel: writing it
    twice is harmless. `reference` is what gateways know the message by; it opens nothing.
    `sent_at` is when a gateway took it, `delivered_at` when the network said that it arrived.
    `calling_at` is set just before a gateway is called: a lease that ran out with it may have sent.
    `failure` is a code of `notifications.failures`, kept when the state goes on.
    """

    State = State
    Channel = Channel

    root_unit_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=120, db_index=True)
    key = models.CharField(max_length=135, unique=True)
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.SMS)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text="whose inbox; empty: an address without account",
    )  # fmt: skip
    recipient = models.CharField(max_length=254, blank=True, help_text="phone, E.164; or e-mail")
    title = models.CharField(max_length=160, blank=True, help_text="of an e-mail, in the inbox")
    text = models.TextField()
    facts = models.JSONField(default=dict, blank=True, help_text="for channels that fill templates")
    link = models.CharField(max_length=200, blank=True, help_text="path on the portal")
    paper = models.CharField(max_length=120, blank=True, help_text="what is enclosed")
    subject_code = models.CharField(max_length=60, blank=True, db_index=True, help_text="dossier")
    guard = models.CharField(
        max_length=40, blank=True, help_text="permission that staff need to see it; empty: none"
    )
    priority = models.PositiveSmallIntegerField(default=5, help_text="0 goes first")

    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=20, blank=True)
    error = models.CharField(max_length=200, blank=True, help_text="what the gateway said last")
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    calling_at = models.DateTimeField(null=True, blank=True)
    repeats = models.PositiveSmallIntegerField(default=0, help_text="after an answer was lost")
    reference = models.CharField(max_length=24, unique=True, default=random_token)
    route = models.CharField(max_length=30, blank=True, help_text="code of the gateway")
    gateway_id = models.CharField(max_length=100, blank=True)
    parts = models.PositiveSmallIntegerField(default=0)
    cost = models.PositiveIntegerField(default=0, help_text="đồng")
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    text_hash = models.CharField(max_length=64, blank=True, help_text="for /tin-nhan-that/")
    again_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    call_note = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "not_before", "id"], condition=_TO_SEND, name="message_to_send"
            ),
            models.Index(
                fields=["root_unit_id", "priority", "not_before", "id"], condition=_TO_SEND,
                name="message_unit_to_send",
            ),
            models.Index(
                fields=["sent_at"], condition=Q(state="handed_over"), name="message_unproven"
            ),
            models.Index(
                fields=["root_unit_id", "-id"], condition=Q(state="given_up"),
                name="message_to_call",
            ),
            models.Index(
                fields=["root_unit_id", "-id"], condition=_NOT_SENT, name="message_failed"
            ),
            models.Index(
                fields=["root_unit_id", "-id"], condition=_SETTLED, name="message_settled"
            ),
            models.Index(
                fields=["user", "-id"], condition=Q(channel="inapp"), name="message_inbox"
            ),
            models.Index(
                fields=["user"], condition=Q(channel="inapp", read_at=None), name="message_unread"
            ),
            models.Index(
                fields=["route", "sent_at"], condition=~Q(route=""), name="message_of_route"
            ),
            models.Index(
                fields=["text_hash"], condition=~Q(text_hash=""), name="message_text"
            ),
            models.Index(
                fields=["created_at"], condition=Q(priority=0) & ~Q(text=""), name="message_codes"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_code}"


class MessageEvent(models.Model):
    """What happened to a message, as proof: each call of a gateway, each report, each hand's work.

    A report that names no message of ours is kept with its reference alone.
    """

    class What(models.TextChoices):
        TAKEN = "taken", "Nhà mạng đã nhận"
        REFUSED = "refused", "Nhà mạng từ chối"
        AWAY = "away", "Không gọi được nhà mạng"
        UNCERTAIN = "uncertain", "Không rõ nhà mạng đã nhận chưa"
        DELIVERED = "delivered", "Đã đến máy"
        UNDELIVERED = "undelivered", "Máy không nhận được"
        AGAIN = "again", "Gửi lại"
        CALLED = "called", "Đã gọi điện"

    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    reference = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=12, choices=What)
    route = models.CharField(max_length=30, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

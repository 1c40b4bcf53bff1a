"""Two kinds of failure end differently: one is tried again, the other is not."""


class TransientFailure(Exception):
    """The gateway is away or busy: try again later."""


class PermanentFailure(Exception):
    """This message can never be delivered (wrong number, refused text)."""

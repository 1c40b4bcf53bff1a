"""The one way a service says no."""


class Refused(Exception):
    """A rule refused the act. Nothing was changed.

    `code` is for tests and logs; `message` is shown to the person and says what to do next;
    `field` names the form field it belongs to, if any; `conflict` means the world changed
    meanwhile (HTTP 409) instead of bad input (HTTP 422).
    """

    def __init__(self, code: str, message: str, *, field: str = "", conflict: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.conflict = conflict

    @property
    def status(self) -> int:
        return 409 if self.conflict else 422

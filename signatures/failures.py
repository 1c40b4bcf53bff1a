"""Why a file could not be signed."""


class SigningFailed(Exception):
    """Nothing was signed. `sentence` is for whoever signs and says what to do next.

    `transient`: the same call may succeed later without anybody doing anything (the time stamp
    authority or the token is away).
    """

    def __init__(self, code: str, sentence: str, *, transient: bool = False) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.transient = transient

"""What can go wrong, told twice: a sentence for the analyst, a detail for the log."""


class WirewatchError(Exception):
    """An error whose text is a sentence for the analyst: what happened, what was kept, what to do.

    `detail` is for the log only; `fault` says whose it is ("input", "usage", "setup", "elsewhere" or "program") and
    `retry` whether the same act may succeed later.
    """

    def __init__(self, sentence: str, *, detail: str = "", fault: str = "input", retry: bool = False):
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail
        self.fault = fault
        self.retry = retry


class QueryError(WirewatchError):
    """A query that could not be understood: where (a character position, from 0) and what to write instead."""

    def __init__(self, sentence: str, position: int, suggestion: str = ""):
        super().__init__(sentence)
        self.position = position
        self.suggestion = suggestion


class UnreadableInput(WirewatchError):
    """A file or paste of which nothing could be read."""


class FetchError(WirewatchError):
    """An address that is refused, or that gave nothing: with its HTTP status (0: none came), and the seconds for which
    the site asked not to be visited again.
    """

    def __init__(self, sentence: str, *, detail: str = "", fault: str = "elsewhere", retry: bool = False,
                 status: int = 0, retry_after: float = 0.0):
        super().__init__(sentence, detail=detail, fault=fault, retry=retry)
        self.status = status
        self.retry_after = retry_after


class MissingModel(WirewatchError):
    """A language model that is not installed, or is not the one the scores were measured with."""

    def __init__(self, sentence: str, *, detail: str = ""):
        super().__init__(sentence, detail=detail, fault="setup")


class StoreError(WirewatchError):
    """A store that cannot be opened, read or written."""


class TooSlow(WirewatchError):
    """A question that was stopped at its time limit."""

    def __init__(self, sentence: str, *, detail: str = ""):
        super().__init__(sentence, detail=detail, fault="program", retry=True)

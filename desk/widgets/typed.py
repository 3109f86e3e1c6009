"""What fields say of what was typed; apart from the fields, which are loaded with the first that is needed."""

from __future__ import annotations

from textual.message import Message


class Cut(Message):
    """Something was too long; carries the sentence that says so."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class Given(Message):
    """A filter was typed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Left(Message):
    """The line for the filter was left without a change."""

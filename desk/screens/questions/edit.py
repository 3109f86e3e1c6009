"""Change what is written in an inquiry: who asked, how to reach them, what about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.widget import Widget

from desk import phone
from desk.language import N_, _
from desk.rows import InquiryDetail
from desk.screens.questions.answers import EditAnswer
from desk.screens.questions.base import Incomplete, Question
from desk.widgets.field import Field

_FIELDS: Final = (
    ("about", N_("What about")),
    ("sender", N_("From")),
    ("sender_phone", N_("Telephone")),
    ("sender_email", N_("E-mail")),
)


class EditQuestion(Question[EditAnswer]):
    """Shows the texts of an inquiry to change; gives only what was changed."""

    def __init__(self, what: str, detail: InquiryDetail) -> None:
        super().__init__(what)
        self._before = {
            "about": detail.row.about,
            "sender": detail.row.sender,
            "sender_phone": phone.shown(detail.sender_phone or ""),
            "sender_email": detail.sender_email or "",
        }

    def asked(self) -> Iterable[Widget]:
        """Give a field for each text."""
        for name, label in _FIELDS:
            yield Field(name, _(label), self._before[name])

    def answer(self) -> EditAnswer:
        """Give what was changed."""
        now = {name: self.query_one(f"#field-{name}", Field).value for name in self._before}
        changed = {name: text for name, text in now.items() if text != self._before[name]}
        if not changed:
            raise Incomplete(_("Nothing was changed; Esc goes back."))
        return EditAnswer(changed)

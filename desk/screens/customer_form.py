"""New customers, and changes to one, to its people and its sites; two reps at once lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from desk import acts, keys, views
from desk.language import _
from desk.rows import CustomerCard, CustomerHit, TrailLine
from desk.screens import customer_values as fields
from desk.screens import own_keys
from desk.screens.customer_values import Values
from desk.screens.form import Form
from desk.screens.phone_text import parted
from desk.screens.questions.base import Incomplete
from desk.screens.questions.conflict import ConflictQuestion
from desk.text import plain
from desk.widgets.customer_list import CustomerList
from desk.widgets.field import Field
from desk.words import Refused

_SIMILAR_FROM = 3


class CustomerForm(Form[str | None]):
    """Makes a customer of what was typed; those that are similar stand below, so that nobody is there twice."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_keys.bindings("fields")]

    def __init__(self, typed: str = "", values: Values | None = None) -> None:
        super().__init__(_("New customer"))
        self._values = values or parted(typed)
        self._typed = typed

    @property
    def draft_name(self) -> str:
        """Another word that was looked for begins another customer."""
        return f"customer {self._typed}"

    @property
    def way(self) -> Values:
        """It is made among the customers."""
        return {"form": "customer", "typed": self._typed}

    def asked(self) -> Iterable[Widget]:
        """Give the fields, and those that are similar."""
        for name, label in fields.FIRST:
            yield Field(name, _(label), self._values.get(name, ""))
        yield Static(plain(_("Perhaps one of these? ↓ and Enter takes it instead.")), id="similar-said", classes="more")
        yield CustomerList(id="similar", by_tab=False)

    def begin(self) -> None:
        """Go to the company, or to the first field that is still empty."""
        self._similar(())
        self.query_one("#field-company", Field).take_focus()
        self._look()

    def action_finish(self) -> None:
        """Save."""
        values = {name: text for name, text in self._now().items() if text}
        self.write(lambda tx: acts.customers.add(tx, values), lambda done: self.give(done.value))

    def action_to_list(self) -> None:
        """From the fields to those that are similar."""
        self.query_one(CustomerList).take_focus()

    @on(Input.Changed)
    def _look_again(self, event: Input.Changed) -> None:
        if event.input.id in ("company", "last_name", "phone"):
            self._look()

    @on(CustomerList.Opened)
    def _taken(self, event: CustomerList.Opened) -> None:
        hit = self.query_one(CustomerList).current
        if hit is not None:
            self.give(hit.number)

    @on(CustomerList.Left)
    def _left(self, event: CustomerList.Left) -> None:
        self.query_one("#field-company", Field).take_focus()

    def _look(self) -> None:
        now = self._now()
        name, phone = now["company"] or now["last_name"], now["phone"] or None
        if len(name) < _SIMILAR_FROM and not phone:
            self._similar(())
        else:
            self.read(lambda r: views.customers.similar(r, name, phone), self._similar, group="similar")

    def _similar(self, hits: tuple[CustomerHit, ...]) -> None:
        similar = self.query_one(CustomerList)
        similar.found(self._now()["company"], hits[:4])
        similar.styles.height = min(4, len(hits))
        similar.set_class(not hits, "hidden")
        self.query_one("#similar-said").set_class(not hits, "hidden")

    def _now(self) -> Values:
        return {name: self.query_one(f"#field-{name}", Field).value for name, _label in fields.FIRST}


Save = Callable[[Any, Values, int | None], Any]
Again = Callable[[Any], tuple[Values, int, tuple[TrailLine, ...]]]


class ChangeForm(Form[bool | None]):
    """Changes the fields of something that has a version.

    `save(tx, values, if_version)` writes; `again(r)` reads what stands there by now, its version and its trail, for the
    case that somebody else was faster; without a version what is typed is new. `part` names what is changed, for
    drafts.
    `elsewhere(number)` gives what saves it at the customer that this one has become a part of, where that makes sense.
    """

    def __init__(
        self,
        what: str,
        labels: Iterable[tuple[str, str]],
        before: Values,
        version: int | None,
        save: Save,
        again: Again,
        part: str,
        elsewhere: Callable[[str], Save] | None = None,
    ) -> None:
        super().__init__(what)
        self._part, self._elsewhere = part, elsewhere
        self._labels = {name: _(label) for name, label in labels}
        self._before, self._version = before, version
        self._save, self._again = save, again

    @property
    def draft_name(self) -> str:
        """A draft belongs to the fields it was typed into."""
        return f"change {self._part}"

    @property
    def way(self) -> Values:
        """The card of the customer; what is changed of it."""
        place = self.place_beneath
        return {"form": "change", "part": self._part, "subject": place.subject if place is not None else ""}

    def offer(self) -> bool:
        """Put back what was kept; what a colleague has changed since is compared before anything is saved."""
        is_over = super().offer()
        if is_over and self.kept is not None:
            self._before, self._version = {**self._before, **self.kept.before}, 0
        return is_over

    def asked(self) -> Iterable[Widget]:
        """Give the fields."""
        for name, label in self._labels.items():
            field = Field(name, label, self._before.get(name, ""))
            field.set_class(name == fields.WHY[0], "hidden")
            yield field

    @on(Input.Changed, "#care_model")
    def _ask_why(self, event: Input.Changed) -> None:
        care = {"care_model": self.query_one("#field-care_model", Field).value}
        is_asked = fields.overrides(fields.changed(self._before, care))
        for field in self.query(f"#field-{fields.WHY[0]}"):
            field.set_class(not is_asked, "hidden")

    def answer(self) -> bool:
        """A form saves itself; what it would save must be something."""
        if not self._mine():
            raise Incomplete(_("Nothing was changed; Esc goes back."))
        return True

    def give(self, answer: bool | None) -> None:
        """Save first."""
        self._write(self._mine(), self._version)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Say save for finish."""
        return ((keys.shown("f2"), _("Save")), *super().hints()[1:])

    def _write(self, values: Values, version: int | None) -> None:
        saved: Callable[[Any], None] = lambda _done: Form.give(self, True)  # noqa: E731
        self.write(lambda tx: self._save(tx, values, version), saved, self._refused)

    def _refused(self, error: Refused) -> None:
        if error.reason == "customer_merged" and self._elsewhere is not None:
            into = str(error.facts["into"])
            self._save = self._elsewhere(into)
            sentence = _("Customer {number} is now part of {into}: {key} once more adds it there.")
            self.refuse(sentence.format(number=error.facts["number"], into=into, key=keys.shown("f2")))
        elif error.reason != "customer_changed":
            from desk.sentences import refusal

            self.refuse(refusal(error))
            if error.reason == "care_model_why_needed":
                self.query_one(f"#field-{fields.WHY[0]}", Field).take_focus()
        else:
            self.read(self._again, self._compare, group="again")

    def _compare(self, now: tuple[Values, int, tuple[TrailLine, ...]]) -> None:
        theirs, version, trail = now
        mine = self._mine()
        found = fields.conflicts(self._labels, self._before, mine, theirs)
        me = self.desk.rep  # also whoever has two desks, and changed it at the other one
        by = next((line.rep for line in reversed(trail) if line.rep not in (None, me)), me)
        who = self.desk.around.name(by or me)
        if found:
            conflict = ConflictQuestion(self.what, found, who)
            self.app.push_screen(conflict, partial(self._settled, mine, theirs, version, who))
        else:
            self._write_what_differs(mine, theirs, version, who)

    def _write_what_differs(self, mine: Values, theirs: Values, version: int, who: str) -> None:
        values = fields.reasoned(fields.changed(theirs, mine))
        place = self.beneath()
        if values:
            self._write(values, version)
            return
        if place is not None:
            place.say(_("{rep} has saved the same already.").format(rep=who))
        Form.give(self, True)

    def _settled(self, mine: Values, theirs: Values, version: int, who: str, chosen: Values | None) -> None:
        if chosen is None:
            sentence = _("Not saved yet: {rep} changed the same fields. {key} compares again.")
            self.refuse(sentence.format(rep=who, key=keys.shown("f2")))
            return
        self._write_what_differs(mine | chosen, theirs, version, who)

    def _mine(self) -> Values:
        now = {name: self.query_one(f"#field-{name}", Field).value for name in self._labels}
        return fields.reasoned(fields.changed(self._before, now))


def own_fields(card: CustomerCard, lead: bool) -> tuple[tuple[str, str], ...]:
    """Give the fields of a customer that this rep may change."""
    own = (*fields.OWN, fields.WHY)
    return tuple(each for each in own if lead or each[0] not in ("grade", "care_model", fields.WHY[0]))

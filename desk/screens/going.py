"""How one goes about the desk: places, layers above them, and what can be called from anywhere."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.events import Resize

from desk import keys
from desk.language import _
from desk.screens.frame import LEAST, Frame
from desk.screens.lasting import Lasting
from desk.screens.places import new_place
from desk.widgets.status_line import StatusLine, Tone

if TYPE_CHECKING:
    from desk.app import DeskApp
    from desk.screens.inbox import Inbox
    from desk.screens.place import Place
    from desk.screens.regret import Regret


class Going(Lasting[None]):
    """An application of places; the inbox is the lowest layer.

    `last_act` is the sentence of the last act and how it is taken back: every place shows it. `doing` is the verb that
    was begun last in a place: a draft remembers it, as the way back to its question.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(each, priority=True) for each in keys.bindings("app") if isinstance(each, Binding)
    ]

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Place] = {}
        self.last_act = ("", "")
        self.doing = ""
        self._is_small = False

    @cached_property
    def regret(self) -> Regret:
        """What can be taken back at this desk; not made before the first act."""
        from desk.screens.regret import Regret

        return Regret()

    async def run_action(self, action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        """Run a verb, and remember it when it is one of a place."""
        if isinstance(action, str) and isinstance(default_namespace or self.screen, Frame):
            self.doing = action.rpartition(".")[2]
        return await super().run_action(action, default_namespace, namespaces)

    def let_pass(self, after: float | None = None) -> None:
        """Let what was said go after so many seconds, and say again what was done last."""
        for line in self.place.query(StatusLine) if self.place is not None else ():
            line.let_pass(after)

    def on_resize(self, event: Resize) -> None:
        """Cover a window that is too small with the sentence that says so, and uncover it."""
        was, self._is_small = self._is_small, event.size.width < LEAST[0] or event.size.height < LEAST[1]
        if was or self._is_small:
            from desk.screens.too_small import fit

            self.call_later(fit, self)

    def exit(self, *args: Any, **more: Any) -> None:
        """Go; what is being typed is kept."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_now", None)
            if keep is not None:
                keep()
        super().exit(*args, **more)

    async def action_draft(self, id: str) -> None:
        """Open the form of a draft that waits."""
        from desk.screens.draft_list import go_on

        await go_on(cast("DeskApp", self), id)

    @property
    def place(self) -> Place | None:
        """The place that is shown, also below a question."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Frame):
                return cast("Place", screen)
        return None

    async def action_place(self, digit: int) -> None:
        """Go to a place by its digit."""
        await self.go(keys.PLACES[digit - 1])

    async def go(self, name: str) -> Place:
        """Go to a place: the inbox is the lowest layer, one other place may lie on it; what is above is closed."""
        place, root = self.place_of(name), self.screen_stack[0]
        while len(self.screen_stack) > 2 or (place is root and self.screen is not root):
            await self.pop_screen()
        if self.screen is root and place is not root:
            await self.push_screen(place)
        elif self.screen is not place:
            await self.switch_screen(place)
        return place

    async def show_inquiry(self, number: int) -> None:
        """Show an inquiry in the inbox, whoever holds it."""
        place = await self.go("inbox")
        cast("Inbox", place).show_number(number)

    async def action_find_customer(self) -> None:
        """Find a customer, from anywhere: a question that is open stays open below."""
        if isinstance(self.screen, Frame):
            place = await self.go("customers")
        else:
            place = new_place("customers")
            await self.push_screen(place)
        place.pressed_twice("f3")  # pressed once more, it asks where somebody's inquiries are

    def action_new_inquiry(self) -> None:
        """Write down a new inquiry, from anywhere."""
        from desk.screens.capture import Capture

        self.push_screen(Capture())

    def action_interrupt(self) -> None:
        """Copy what is marked, as other programs do with this key; else say how the desk is left."""
        marked = self.screen.get_selected_text()
        if marked:
            self.copy_to_clipboard(marked)
        cast("DeskApp", self).tell(_("copied") if marked else _("Ctrl+Q quits; Esc goes back one layer."), Tone.SAID)

    def action_help_quit(self) -> None:
        """Say it in the desk's own words, where none of its layers was asked."""
        self.action_interrupt()

    def action_help(self) -> None:
        """List every key here and now."""
        from desk.screens.help import Help, listed

        self.push_screen(Help(_("Every key here and now"), listed(self)), self._run)

    def action_commands(self) -> None:
        """Search all commands."""
        from desk.screens.help import Help, commands

        self.push_screen(Help(_("Commands"), commands(self)), self._run)

    def action_theme(self, name: str) -> None:
        """Show the desk in another look."""
        self.theme = name

    async def _run(self, entry: Any) -> None:
        if entry is None:
            return
        if entry.action:
            await self.run_action(entry.action)
        else:
            self.simulate_key(entry.press)

    def place_of(self, name: str) -> Place:
        """Give a place, made once."""
        if name not in self.places:
            place = self.places[name] = new_place(name)
            self.install_screen(place, name)
        return self.places[name]

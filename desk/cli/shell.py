"""What a command runs in: its store, its rep, its clock, its language."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from desk import clean
from desk.cli import config, output
from desk.cli.errors import Usage
from desk.language import _, chosen, use

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from desk.cli.call import Call
    from desk.clock import Clock
    from desk.keeping.reader import Reader
    from desk.rows import RepRow
    from desk.store import Store

T = TypeVar("T")


class Shell:
    """The surroundings of one command; the store is opened when it is first needed.

    A `tolerant` one goes on without the person's settings when they are not in order; why stands in `settings_wrong`.
    """

    def __init__(self, call: Call, *, tolerant: bool = False) -> None:
        self.json = call.flag("json")
        self.named_store = call.maybe("store")
        self.language = call.maybe("language")
        self._as = call.maybe("as")
        self._as_known = False
        self.settings_wrong = ""
        try:
            self._config = config.read()
        except Usage as wrong:
            if not tolerant:
                raise
            self._config, self.settings_wrong = config.Config(), str(wrong)
        self._store: Store | None = None
        self._clock: Clock | None = None
        self._speak(None)

    @property
    def settings(self) -> config.Config:
        """What the person has set in the configuration file."""
        return self._config

    @property
    def path(self) -> str:
        """The path of the store: `--store`, DESK_STORE, else the user's data folder. Raises StoreRefused for a URL."""
        from desk.keeping import places
        from desk.words import StoreRefused

        found = self.named_store
        if found is None:
            found = os.environ.get("DESK_STORE") or places.default_store()
        if places.is_url(found):
            raise StoreRefused("store_is_url")
        return os.path.abspath(os.path.expanduser(found))

    @property
    def clock(self) -> Clock:
        """The machine's clock, or the one that DESK_NOW stops; raises Usage when DESK_NOW is no instant."""
        from desk.clock import MachineClock, stopped_at

        if self._clock is None:
            stopped = os.environ.get("DESK_NOW")
            try:
                self._clock = stopped_at(stopped) if stopped else MachineClock()
            except ValueError:
                sentence = _("DESK_NOW is {text}, which is no instant like 2026-11-23T09:00:00+01:00.")
                raise Usage(sentence.format(text=clean.line(stopped or "", 60))) from None
        return self._clock

    @property
    def store(self) -> Store:
        """The store, open; raises StoreRefused when it can't be."""
        if self._store is None:
            from desk import phone, sentences
            from desk.acts.due import settle
            from desk.store import Store

            clock = self.clock
            self._store = Store.open(self.path, clock, settle=settle, upgrading=_upgrading)
            team = self._store.settings()
            sentences.use_zone(team.calendar.zone)
            phone.use_country(team.region)
            self._speak(team.language)
        return self._store

    def read(self, view: Callable[[Reader], T]) -> T:
        """Give what a view finds; a handle given by `--as` has to be one, though reading needs none."""
        if self._as is not None and not self._as_known:
            self.rep()
            self._as_known = True
        return self.store.read(view)

    def rep(self, default: str | None = None) -> str:
        """Give the handle of whoever acts; with a `default`, nothing but `--as` names another one.

        Raises Usage naming the handles when nobody is known by the name given, or none is given.
        """
        from desk.views import team

        for said in (self._as, None if default else os.environ.get("DESK_REP") or None):
            if said is not None:
                found = self._team(lambda r, said=said: team.rep(r, said))  # type: ignore[misc]
                if found is None:
                    sentence = _("There is no rep {handle} in the team. Known are: {known}.")
                    raise Usage(sentence.format(handle=clean.line(said, 60), known=self._handles()))
                return str(found.handle)
        handle = default or self.system_rep()
        if handle is None:
            sentence = _("Say who you are with --as HANDLE or DESK_REP. Known are: {known}.")
            raise Usage(sentence.format(known=self._handles()))
        return handle

    def system_rep(self) -> str | None:
        """Give the handle of the rep who is logged in to the machine, or None when that is nobody of the team."""
        import pwd

        from desk.views import team

        try:
            user = pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return None
        found: RepRow | None = self._team(lambda r: team.rep(r, user))
        return None if found is None else found.handle

    def _team(self, view: Callable[[Reader], T]) -> T:
        """Ask who is of the team and settle nothing for it: that would load all that acts need before a first paint."""
        return self.store.read(view, settle=False)

    def names_a_rep(self) -> bool:
        """Say whether somebody has said who acts."""
        return bool(self._as or os.environ.get("DESK_REP"))

    def warn(self, sentence: str) -> None:
        """Print a warning on standard error, which changes nothing of the exit status."""
        output.error(sentence)

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _handles(self) -> str:
        from desk.views import team

        return ", ".join(rep.handle for rep in self.store.read(team.reps)) or _("nobody yet")

    def _speak(self, team: str | None) -> None:
        use(chosen(self.language, self._config.language, team))


def _upgrading() -> AbstractContextManager[None]:
    from desk.cli import progress  # few stores are to be upgraded

    return progress.upgrading()

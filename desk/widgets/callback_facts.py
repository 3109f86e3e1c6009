"""What the list has no room for: everything about the callback under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.content import Content

from desk import format, keys, phone
from desk.language import _, language
from desk.rows import CallbackRow
from desk.text import fit, pieces
from desk.widgets.callback_strip import whom

Part = str | tuple[str, str]


def head(row: CallbackRow, width: int) -> Content:
    """Write whose callback it is, as a rule across the screen."""
    inquiry = f"#{row.inquiry}" if row.inquiry is not None else ""
    rest = " · ".join(each for each in (row.customer_number or "", inquiry) if each)
    title = fit(whom(row), max(1, min(len(whom(row)), width - 20))).rstrip()
    shown = f" · {rest} " if rest else " "
    rule = "─" * max(0, width - 3 - len(title) - len(shown))
    return pieces(("── ", "$accent"), (title, "bold $accent"), shown, (rule, "$accent"))


def facts(row: CallbackRow, now: datetime, zone: str, owner: Callable[[str], str]) -> Content:
    """Write when, at which number, with whom, and how often it was tried."""
    when = format.moment_in_full(row.from_at, zone, language())
    lines: list[list[Part]] = [[(when, "bold $error" if row.from_at < now else "bold")]]
    if row.until_at is not None:
        lines[0].append(_(" until {time}").format(time=format.clock_time(row.until_at, zone)))
    if row.promised:
        lines[0] += ["   ", (_("promised"), "bold $accent")]
    reach: list[Part] = (
        [("☎ ", "$accent"), (phone.shown(row.phone), "bold")] if row.phone else [_("no telephone number")]
    )
    if row.person and row.person != row.customer:
        reach.append(f"  {row.person}")
    if row.call_times:
        reach += ["   ", (_("reached best: {times}").format(times=row.call_times), "$secondary")]
    lines.append(reach)
    lines.append([row.topic])
    tried = _("not tried yet")
    if row.tried:
        tried = _("tried {tried} of {tries} times").format(tried=row.tried, tries=row.tries)
    lines.append([(f"{owner(row.owner)} · {tried}", "$secondary")])
    if row.calling_since is not None:
        since = _("called {time}, waits for its result: {call} or {done}").format(
            time=format.clock_time(row.calling_since, zone), call=keys.press("call"), done=keys.press("done")
        )
        lines.append([(since, "bold $warning")])
    parts: list[Part] = []
    for line in lines:
        parts += ["\n" if parts else "", " ", *line]
    return pieces(*parts)

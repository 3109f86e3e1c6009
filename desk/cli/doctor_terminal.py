"""What `desk doctor` finds of the terminal, from what it says of itself: nothing is sent to it, nothing is awaited."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from desk import keys
from desk.cli import output
from desk.cli.finding import BAD, OK, WARN, Finding
from desk.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COLUMNS, _LINES = 80, 24
_COPIES = ("kitty", "foot", "alacritty", "ghostty", "wezterm", "contour", "rio")
"""Terminals whose own documentation says that a program may copy (OSC 52), by TERM or TERM_PROGRAM."""


def looks(environ: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Look at what the environment says; without a terminal there is only that to say."""
    env = os.environ if environ is None else environ
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        said = _("no terminal here: the commands work, the desk itself needs one")
        yield Finding("terminal", OK, said, facts={"terminal": False})
        yield letters(encoding)
        return
    yield terminal(env, _size())
    yield letters(encoding)
    yield colours(env)
    yield clipboard(env)
    yield function_keys(env)


def terminal(env: Mapping[str, str], size: tuple[int, int]) -> Finding:
    """Look at the kind and size (columns, lines) of the terminal."""
    term = _shown(env.get("TERM", ""))
    facts = {"terminal": True, "term": term, "columns": size[0], "lines": size[1]}
    said = _("terminal {term}, {columns} x {lines}").format_map(facts)
    if term in ("", "dumb", "unknown"):
        return Finding("terminal", BAD, said, _("Set TERM to what your terminal is, such as xterm-256color."), facts)
    if size[0] < _COLUMNS or size[1] < _LINES:
        return Finding("terminal", WARN, said, _("The desk is made for 80 x 24 and more: enlarge the window."), facts)
    return Finding("terminal", OK, said, facts=facts)


def colours(env: Mapping[str, str]) -> Finding:
    """Look how many colours there are."""
    term, more = env.get("TERM", ""), env.get("COLORTERM", "").lower()
    if env.get("NO_COLOR"):
        said = _("no colours, as NO_COLOR asks: signs and words say the same")
        return Finding("colours", OK, said, facts={"colours": 0})
    if more in ("truecolor", "24bit") or term.endswith(("-direct", "-kitty")):
        return Finding("colours", OK, _("16 million colours"), facts={"colours": 1 << 24})
    if "256" in term:
        said = _("256 colours; set COLORTERM=truecolor if the terminal knows more")
        return Finding("colours", OK, said, facts={"colours": 256})
    advice = _("Set TERM=xterm-256color, or COLORTERM=truecolor, if the terminal knows more.")
    return Finding("colours", WARN, _("16 colours"), advice, {"colours": 16})


def letters(encoding: str) -> Finding:
    """Look whether every letter can be written; `encoding` is that of the standard output."""
    facts = {"encoding": encoding}
    if encoding.replace("-", "") == "utf8":
        return Finding("letters", OK, _("letters in UTF-8"), facts=facts)
    said = _("letters in {encoding}: others are replaced").format(encoding=encoding or "?")
    return Finding("letters", WARN, said, _("Set LANG to a UTF-8 locale, such as C.UTF-8."), facts)


def clipboard(env: Mapping[str, str]) -> Finding:
    """Look whether what the desk copies reaches the clipboard (OSC 52)."""
    kind = f"{env.get('TERM_PROGRAM', '')} {env.get('TERM', '')}".lower()
    facts, copy = {"osc52": None}, keys.press("copy")
    if env.get("TMUX"):
        advice = _("If {key} copies nothing: tmux set -s set-clipboard on, and a terminal that allows it.").format(
            key=copy
        )
        return Finding("clipboard", OK, _("clipboard: within tmux, so it depends on its setting"), advice, facts)
    if env.get("STY"):
        advice = _("If {key} copies nothing, mark with the mouse and Shift.").format(key=copy)
        return Finding(
            "clipboard", OK, _("clipboard: within screen, which passes it on to few terminals"), advice, facts
        )
    if any(name in kind for name in _COPIES) or env.get("WT_SESSION"):
        return Finding(
            "clipboard",
            OK,
            _("clipboard: the terminal takes what {key} copies").format(key=copy),
            facts={"osc52": True},
        )
    if env.get("VTE_VERSION") or "apple_terminal" in kind or env.get("TERM") == "linux":
        advice = _("Mark with the mouse and Shift instead of {key}.").format(key=copy)
        return Finding("clipboard", WARN, _("clipboard: this terminal takes nothing"), advice, {"osc52": False})
    advice = _("If {key} copies nothing, allow it in the terminal's settings (OSC 52).").format(key=copy)
    return Finding("clipboard", OK, _("clipboard: not known whether the terminal takes it"), advice, facts)


def function_keys(env: Mapping[str, str]) -> Finding:
    """Look whether F-keys and AltGr come through what lies between the keyboard and the desk."""
    term = env.get("TERM", "")
    within = "tmux" if env.get("TMUX") else "screen" if env.get("STY") else ""
    facts = {"within": within or None}
    if within and not term.startswith(("tmux", "screen")):
        said = _("keys: within {within} TERM should be its own, or F-keys are lost").format(within=within)
        advice = _("Set default-terminal to tmux-256color (in screen: term screen-256color).")
        return Finding("keys", WARN, said, advice, facts)
    if term == "linux":
        said = _("keys: the console knows F1 to F12, and AltGr by its keymap")
        return Finding("keys", OK, said, facts=facts)
    if sys.platform == "darwin":
        said = _("keys: F-keys may need fn; Option has to type signs, not act as Meta")
        return Finding("keys", OK, said, facts=facts)
    return Finding("keys", OK, _("keys: F-keys and AltGr come through; desk keys lists all"), facts=facts)


def _size() -> tuple[int, int]:
    try:
        found = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return 0, 0
    return found.columns, found.lines


def _shown(text: str) -> str:
    from desk import clean

    return clean.line(text, 40)

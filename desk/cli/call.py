"""The arguments of one command, as the types that acts and views take."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from desk import clean
from desk.cli.errors import Usage
from desk.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import IntEnum, StrEnum

    from desk.cli.parse import Value

W = TypeVar("W", bound="StrEnum")
R = TypeVar("R", bound="IntEnum")
_MOST_DIGITS = 40


class Call:
    """What was given with a command, by key (`Arg.key`)."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def flag(self, key: str) -> bool:
        """Say whether a flag was given."""
        return bool(self._values.get(key))

    def maybe(self, key: str) -> str | None:
        """Give a text, or None when it was not given."""
        value = self._values.get(key)
        return value if isinstance(value, str) else None

    def text(self, key: str, default: str = "") -> str:
        """Give a text, or `default` when it was not given."""
        value = self.maybe(key)
        return default if value is None else value

    def texts(self, key: str) -> list[str]:
        """Give every text of an argument that takes several."""
        value = self._values.get(key)
        return list(value) if isinstance(value, list) else []

    def joined(self, key: str) -> str:
        """Give the texts of an argument as one, with blanks between, as if they had been quoted."""
        return " ".join(self.texts(key))

    def number(self, key: str) -> int:
        """Give the number of an inquiry or callback, written 4711 or #4711; raises Usage for anything else."""
        found = self.maybe_number(key)
        assert found is not None, "a required argument"
        return found

    def maybe_number(self, key: str) -> int | None:
        """Give a number, or None when it was not given; raises Usage when it is none."""
        text = self.maybe(key)
        if text is None:
            return None
        digits = text.strip().removeprefix("#")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
            raise Usage(_("{text} is not a number; write it like 4711.").format(text=clean.line(text, 60)))
        return int(digits)

    def customer(self, key: str) -> str:
        """Give a customer's number, which is a text; a # before it is no part of it."""
        return self.text(key).strip().removeprefix("#")

    def word(self, key: str, words: type[W]) -> W:
        """Give a word of the field; the parser has seen that it is one."""
        return words(self.text(key))

    def maybe_word(self, key: str, words: type[W]) -> W | None:
        """Give a word of the field, or None when it was not given."""
        text = self.maybe(key)
        return None if text is None else words(text)

    def rank(self, key: str, words: type[R]) -> R:
        """Give a word that stands for a rank, such as a priority."""
        return words[self.text(key).upper()]

    def amount(self, key: str) -> int | None:
        """Give an amount in cents, or None when it was not given; raises Refused when it is none."""
        from desk.format import parse_amount

        text = self.maybe(key)
        return None if text is None else parse_amount(text)

    def whole(self, key: str, least: int, most: int) -> int | None:
        """Give a whole number from `least` to `most`, or None; raises Usage for anything else."""
        text = self.maybe(key)
        if text is None:
            return None
        bare = text.strip()
        if not (bare.isascii() and bare.isdigit() and len(bare) <= _MOST_DIGITS and least <= int(bare) <= most):
            raise Usage(
                _("--{name} takes a whole number from {least} to {most}, not {text}.").format(
                    name=key.replace("_", "-"), least=least, most=most, text=clean.line(text, 60)
                )
            )
        return int(bare)

    def pairs(self, key: str) -> dict[str, str]:
        """Give what was set by KEY=VALUE; hyphens in a key stand for underscores."""
        found = (text.partition("=") for text in self.texts(key))
        return {name.strip().lower().replace("-", "_"): value for name, _equals, value in found}

"""The words by which an inquiry is found, and what a search asks of them; alike for every engine that keeps them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from desk.clean import STORED
from desk.rules.folding import LONGEST_WORD, fold

LONGEST_TEXT = STORED
"""Characters of one text whose words are kept: all that the store keeps of it."""

MOST_TEXT = 1_000_000
"""Characters of all texts of one inquiry; every act that says more reads them anew."""

MOST_KEPT = 20_000
"""Different words of one inquiry; those of a newspaper page are a tenth."""

MOST_ROOM = 1_000_000
"""Bytes of these words; a `tsvector` takes 1,048,575."""

MOST_SOUGHT = 40
"""Words of one search; with more of them nothing is found that these don't find."""

LEAST_DIGITS = 6
"""Digits from which on something is a telephone number."""

_HOME = ("0049", "0043", "0041")
_SURE_OF_ROOM = MOST_ROOM // (4 * LONGEST_WORD + 1)

# Patterns as texts: `re` compiles them when they are first used, after the first paint.
_WORD = r"[^\W_]+|[\u2600-\u27bf\U0001f000-\U0001faff]"
_PHONE = r"[+(0][0-9()/.\-– ]{4,31}"
_DIALLED = r"[0-9+()/.\-–]+"


class Sought(NamedTuple):
    """What has to be found: every one of `words`, each with whether it may go on; or else a number so beginning."""

    words: tuple[tuple[str, bool], ...]
    phone: str = ""


def words(texts: Iterable[str]) -> str:
    """Give the folded words of some texts, each once, in the order of the alphabet, with blanks between.

    A word is letters and digits, at most 40, or one picture sign; every other sign parts words. Telephone numbers are
    kept as dialled at home besides. 200,000 characters of each text count, 1,000,000 of all, and 20,000 words.
    """
    folded = fold("\n".join(_up_to(MOST_TEXT, texts)))
    found = dict.fromkeys(re.findall(_WORD, folded))
    if len(found) > MOST_KEPT:
        found = dict.fromkeys(islice(found, MOST_KEPT))
    for each in re.finditer(_PHONE, folded):
        if not folded[each.start() - 1 : each.start()].isalnum() and (phone := dialled(each[0])):
            found[phone] = None
    kept = sorted({word[:LONGEST_WORD] for word in found})
    if len(kept) > _SURE_OF_ROOM:
        ends = accumulate(len(word.encode()) + 1 for word in kept)
        kept = [word for word, end in zip(kept, ends, strict=True) if end <= MOST_ROOM]
    return " ".join(kept)


def _up_to(most: int, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield text[: min(most, LONGEST_TEXT)]
        most -= len(text)
        if most <= 0:
            return


def dialled(written: str) -> str:
    """Give a telephone number as it is dialled at home, however it is written; empty for fewer than six digits.

    At home is Germany, Austria or Switzerland: a number that is the same in two of them is found for both.
    """
    digits = "".join(re.findall(r"[0-9]+", written.replace("(0)", "")))
    if written.startswith("+"):
        digits = "00" + digits
    if digits.startswith(_HOME):
        digits = "0" + digits[4:].lstrip("0")
    return digits if len(digits) >= LEAST_DIGITS else ""


def sought(parts: Sequence[str]) -> tuple[Sought, ...]:
    """Read what a search asks for from its parts as typed between blanks; all of it has to be found.

    Every word is found by its beginning, but one of a single letter, and one that a sign ends ("100%", "c++") or leads
    as a number ("#1042"), is meant as it stands. Parts of signs alone ask for nothing; no sign means anything to an
    engine.
    """
    found: list[Sought] = []
    run: list[str] = []
    for part in (*map(fold, parts), ""):
        if part and re.fullmatch(_DIALLED, part):
            run.append(part)
            continue
        if run:
            found.append(_dialled(run))
            run = []
        found.append(Sought(_words(part)))
    return _few(each for each in found if each.words)


def places(text: str, asked: Sequence[Sought]) -> list[tuple[int, int]]:
    """Give where the words stand in a text that a search asked for, each from its first to behind its last letter."""
    whole = {word for each in asked for word, _ in each.words}
    begun = tuple(word for each in asked for word, goes_on in each.words if goes_on)
    found = []
    for each in re.finditer(_WORD, text) if whole else ():
        word = fold(each[0])
        if word[:LONGEST_WORD] in whole or word.startswith(begun):
            found.append(each.span())
    return found


def _dialled(run: list[str]) -> Sought:
    """Take numbers that follow each other for one telephone number, or for as many numbers."""
    whole = " ".join(run)
    phone = dialled(whole) if whole.startswith(("+", "0", "(0")) else ""
    return Sought(tuple(word for part in run for word in _words(part)), phone)


def _words(part: str) -> tuple[tuple[str, bool], ...]:
    found = re.findall(_WORD, part)
    if not found:
        return ()
    one_letter = len(found[-1]) == 1 and found[-1].isascii()
    goes_on = part.endswith(found[-1]) and not one_letter and re.fullmatch(r"#[0-9]+", part) is None
    last = len(found) - 1
    return tuple((word[:LONGEST_WORD], place == last and goes_on) for place, word in enumerate(found))


def _few(wanted: Iterable[Sought]) -> tuple[Sought, ...]:
    few: dict[Sought, None] = {}
    left = MOST_SOUGHT
    for each in wanted:
        if left > 0:
            few[each._replace(words=tuple(dict.fromkeys(each.words))[:left])] = None
            left -= len(each.words)
    return tuple(few)

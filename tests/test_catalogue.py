"""The catalogues: German is complete, keeps every placeholder, fits where it stands, and is what the .mo says."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterable, Iterator

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from desk import acts, keys, language, sentences, views
from desk.cli import commands, places, summary
from desk.cli.table import GLOBALS
from desk.language import LANGUAGES, _
from desk.screens import customer_values, help, own_keys
from desk.sentences.acts import SAID, TRAIL
from desk.sentences.findings import FINDINGS
from desk.sentences.refusals import REFUSALS
from desk.sentences.store_refusals import STORE_REFUSALS
from desk.sentences.words import WORDS
from desk.widgets import callback_list, card_lines, inquiry_line, places_bar
from desk.widgets.card_rows import Sight
from desk.widgets.key_footer import KeyFooter
from tests.kit.builders import Desk
from tests.kit.catalogue import (
    KEYWORDS,
    MO,
    PO,
    RENEW,
    ROOT,
    compiled,
    forms,
    german,
    pairs,
    placeholders,
    renew,
    said_by_the_code,
    written,
)

FIELD, CARD = 14, 11
"""Cells of a label before a form's field and before a card's line, with the blank behind it."""


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = language.language()
    yield
    language.use(before)


# German is complete and right


def test_every_message_of_the_code_has_its_german() -> None:
    missing = {
        place: message
        for message, place in said_by_the_code().items()
        if (known := german().get(message)) is None or known.fuzzy or not all(forms(known.string))
    }
    assert len(said_by_the_code()) > 800, "the extraction found too little to be trusted"
    assert not missing, RENEW


def test_every_placeholder_stands_in_the_german_too_and_no_other() -> None:
    assert not [(one, other) for one, other in pairs() if placeholders(one) != placeholders(other)]


def test_a_blank_at_the_edge_of_a_message_is_kept() -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    assert not [(one, other) for one, other in pairs() if edges(one) != edges(other)]


def test_a_message_with_a_plural_has_both_forms_in_german() -> None:
    plurals = [message for message in said_by_the_code() if not isinstance(message, str)]
    assert plurals
    assert german().num_plurals == 2
    for message in plurals:
        known = german().get(message)
        assert known is not None
        assert len(forms(known.string)) == 2, message


def test_no_sentence_was_left_in_english() -> None:
    """A single word may be the same in both languages; three in a row are not."""
    same = [one for one, other in pairs() if one == other]
    assert not [text for text in same if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", text)]


def test_the_compiled_catalogue_is_exactly_what_the_written_one_compiles_to() -> None:
    assert MO.read_bytes() == compiled(), RENEW


def test_the_written_catalogue_holds_what_the_code_says_and_nothing_that_differs_by_day_or_machine() -> None:
    assert PO.read_bytes() == written(), RENEW


def test_the_catalogue_is_read_with_its_plural_and_its_signs() -> None:
    with MO.open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.info()["plural-forms"] == "nplurals=2; plural=(n != 1);"
    assert [read.ngettext("{count} inquiry", "{count} inquiries", n) for n in (0, 1, 2)] == [
        "{count} Anfragen",
        "{count} Anfrage",
        "{count} Anfragen",
    ]
    assert read.gettext("Undo") == "Rücknahme"


# What is translated is known before it runs

TABLES = {
    "cli/completion.py": "help of commands and arguments",
    "cli/customer_import.py": "its own tables of duplicates and what would become of a row",
    "cli/helping.py": "help of commands and arguments",
    "cli/keys.py": "labels and sentences of keys",
    "cli/places.py": "its own table of remarks",
    "cli/progress.py": "sentences that commands mark",
    "cli/summary.py": "its own table of reasons",
    "keys.py": "its own table of names of keys",
    "screens/asking.py": "labels of keys",
    "screens/customer_form.py": "labels of customer_values",
    "screens/help.py": "labels and sentences of keys, its own tables of groups and looks",
    "screens/questions/base.py": "labels of keys",
    "screens/questions/edit.py": "its own table of labels",
    "screens/questions/outcome.py": "its own table of labels",
    "screens/questions/promise.py": "its own table of ends",
    "screens/questions/reply.py": "its own table of templates",
    "screens/questions/presets.py": "its own table of presets",
    "screens/questions/time.py": "its own table of kinds",
    "sentences/__init__.py": "the tables of the sentences",
    "sentences/care.py": "its own tables of rules",
    "sentences/customer_edits.py": "its own tables of columns and of what comes and goes",
    "sentences/trace.py": "its own tables of ends and near days",
    "widgets/key_footer.py": "labels of keys",
    "widgets/pane_custody.py": "its own table of reasons why it came back",
    "widgets/pane_facts.py": "its own table of next steps, labels of keys",
    "widgets/places_bar.py": "its own table of places",
    "widgets/terms.py": "its own table of words",
}
"""The files that translate what a table holds, marked there by N_; everywhere else a message stands in its call."""


def translations(source: str) -> Iterator[tuple[str, ast.expr]]:
    """Every argument that a call of _, N_ or n_ translates."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            yield from ((node.func.id, each) for each in node.args[: 2 if node.func.id == "n_" else 1])


def faults(source: str, looks_up: bool) -> list[str]:
    """Name every message that no catalogue can know: built, formatted before, or looked up where nothing is marked."""
    found = []
    for name, message in translations(source):
        if isinstance(message, ast.Constant) and isinstance(message.value, str):
            continue
        looked_up = isinstance(message, ast.Name | ast.Attribute | ast.Subscript) or (
            isinstance(message, ast.Call) and isinstance(message.func, ast.Attribute) and message.func.attr == "get"
        )
        if not (name == "_" and looks_up and looked_up):
            found.append(f"{name}({ast.unparse(message)})")
    return found


def test_no_message_is_built_before_it_is_translated() -> None:
    wrong = {}
    for file in ROOT.rglob("*.py"):
        name = file.relative_to(ROOT).as_posix()
        found = faults(file.read_text(encoding="utf-8"), name in TABLES)
        if found:
            wrong[name] = found
    assert not wrong


@pytest.mark.parametrize(
    "source",
    ['_(f"{a} taken")', '_("a" + x)', '_("a %s" % x)', '_("{a}".format(a=a))', "N_(x)", 'n_(one, "many", 2)', "_(x)"],
)
def test_a_built_message_is_noticed(source: str) -> None:
    assert faults(source, looks_up=False)
    if source != "_(x)":
        assert faults(source, looks_up=True)


def test_no_file_is_named_that_looks_nothing_up() -> None:
    for name in TABLES:
        found = [each for _name, each in translations((ROOT / name).read_text("utf-8"))]
        assert any(not isinstance(each, ast.Constant) for each in found), name


def test_whatever_a_table_holds_is_marked_for_the_catalogue() -> None:
    entries = (*keys.KEYS, *own_keys.KEYS)
    told = [text for entry in entries for text in (entry.label, entry.help)]
    told += [text for table in (WORDS, SAID, TRAIL, REFUSALS, STORE_REFUSALS, FINDINGS) for text in table.values()]
    told += [text for _module, text in commands.NOUNS.values()]
    every = [command for noun in commands.NOUNS for command in commands.of(noun)]
    told += [text for command in every for text in (command.help, *(arg.help for arg in command.args))]
    told += [arg.help for arg in GLOBALS]
    tables = (customer_values.OWN, customer_values.FIRST, customer_values.CONTACT, customer_values.SITE)
    told += [label for table in tables for _name, label in table]
    told += [*places_bar.NAMES.values(), *help._GROUPS.values(), *summary._WHY.values(), *places._WARNINGS.values()]
    assert not [text for text in told if text and text not in said_by_the_code()]


# German fits where it stands


class Foot(App[None]):
    """Nothing but a footer."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def compose(self) -> ComposeResult:
        yield KeyFooter(self.where)


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("where", keys.FOOTERS)
async def test_the_footer_of_every_place_fits_80_columns(where: str, spoken: str) -> None:
    language.use(spoken)
    async with Foot(where).run_test(size=(80, 24)) as pilot:
        line = "".join(segment.text for segment in pilot.app.query_one(KeyFooter).render_line(0))
    wanted = "".join(f"{keys.shown_below(entry, where)} {_(entry.label)}  " for entry in keys.footer(where))
    assert line.strip() == wanted.strip()


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("width", [68, 80, 120])
def test_the_titles_of_lists_stand_whole_and_apart(width: int, spoken: str) -> None:
    language.use(spoken)
    titles = [_(text) for text in ("Due", "Ch", "Customer", "G", "About", "With", "State")]
    assert inquiry_line.head(width).split() == titles
    titles = [_(text) for text in ("Due", "Whom", "Topic", "With", "Tries", *(["Best times"] if width >= 110 else []))]
    assert callback_list.head(width).plain.split() == " ".join(titles).split()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_label_leaves_a_blank_before_its_field(spoken: str) -> None:
    language.use(spoken)
    tables = (customer_values.OWN, customer_values.FIRST, customer_values.CONTACT, customer_values.SITE)
    labels = {label for table in tables for _name, label in table}
    for file in (ROOT / "screens").rglob("*.py"):
        labels |= set(_labels(file.read_text("utf-8"), ("Field", "Moment"), 1))
    assert "Topic" in labels
    assert not [_(label) for label in labels if cell_len(_(label)) >= FIELD]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_label_of_a_card_leaves_a_blank_before_what_it_says(desk: Desk, spoken: str) -> None:
    desk.customer()
    card = desk.read(views.customers.card, 1)
    language.use(spoken)
    labels = [kind.label for kind in card_lines._kinds(card, Sight(desk.now, "Europe/Berlin", str))]
    assert _("Sites") in labels
    assert not [label for label in labels if cell_len(label) >= CARD]


def _labels(source: str, callers: Iterable[str], at: int) -> Iterator[str]:
    """Every `_("…")` that stands as the argument at this place of a call."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in callers:
            label = node.args[at] if len(node.args) > at else None
            if isinstance(label, ast.Call) and isinstance(label.args[0], ast.Constant):
                yield str(label.args[0].value)


# The whole way


SPOKEN = {
    "en": ("#1001 taken", "#1001 is held by anna.", "taken"),
    "de": ("#1001 übernommen", "#1001 liegt bei anna.", "übernommen"),
}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_one_act_its_refusal_and_its_trail_are_told_in_the_language_in_use(desk: Desk, spoken: str) -> None:
    number = desk.inquiry()
    done = desk.do(acts.custody.claim, number)
    error = desk.refused(acts.custody.claim, number, rep="mia")
    language.use(spoken)
    told = (sentences.said(done), sentences.refusal(error), sentences.trail(desk.trail(number)[-1]))
    assert told == SPOKEN[spoken]


if __name__ == "__main__":
    renew()

from __future__ import annotations

import pytest
from rich.cells import cell_len

from desk import keys, language
from desk.keys import Key
from desk.language import _
from desk.screens import key_faults


def test_the_table_of_keys_has_no_fault() -> None:
    assert key_faults.faults() == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Key("accept", ("A",), "Accept", "Again.", ("inbox",)), "twice"),
        (Key("other", ("a",), "Other", "Takes the key of another.", ("inbox",)), "is accept at inbox"),
        (Key("everywhere", ("u",), "Other", "Takes a key that is common.", ("list",)), "is undo at inbox"),
        (Key("drop", ("d",), "Drop", "No key deletes.", ("inbox",)), "forbidden"),
        (Key("drop", ("ctrl+s",), "Drop", "Stops some terminals.", ("inbox",)), "forbidden"),
        (Key("drop", ("alt+x",), "Drop", "Needs Alt.", ("inbox",)), "forbidden"),
        (Key("drop", ("ctrl+shift+x",), "Drop", "Needs both.", ("inbox",)), "forbidden"),
        (Key("drop", ("@",), "Drop", "Needs AltGr on QWERTZ.", ("inbox",)), "forbidden"),
    ],
)
def test_a_key_that_breaks_a_rule_is_named(entry: Key, fault: str) -> None:
    assert any(fault in each for each in key_faults.faults((*keys.KEYS, entry)))


def test_a_shifted_key_has_an_unshifted_or_a_function_key_beside_it() -> None:
    for entry in keys.KEYS:
        if any(name in "?:/*+" or (len(name) == 1 and name.isupper()) for name in entry.keys):
            assert any(len(name) > 1 or name.islower() for name in entry.keys), entry.id


def test_every_entry_of_a_footer_works_where_it_is_shown() -> None:
    for where in keys.FOOTERS:
        assert len(keys.footer(where)) <= keys.MOST_IN_FOOTER
        assert set(keys.footer(where)) <= set(keys.here(where)), where
        assert keys.footer(where)[-1].id == "help"


@pytest.mark.parametrize("speaks", language.LANGUAGES)
def test_every_footer_fits_on_eighty_columns(speaks: str) -> None:
    language.use(speaks)
    try:
        for where in keys.FOOTERS:
            entries = [f"{keys.shown_below(entry, where)} {_(entry.label)}  " for entry in keys.footer(where)]
            assert 1 + sum(map(cell_len, entries)) <= 80, where
    finally:
        language.use("en")


def test_a_help_sentence_ends_like_one() -> None:
    for entry in keys.KEYS:
        assert entry.help.endswith("."), entry.id


def test_keys_are_written_as_people_read_them() -> None:
    assert keys.shown_all(keys.key("help")) == "? F1"
    assert keys.shown_all(keys.key("places")) == "1–3"
    assert keys.shown_all(keys.key("first")) == "g Home"

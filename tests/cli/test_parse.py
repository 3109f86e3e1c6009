"""How a command line is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import clean
from desk.cli import commands
from desk.cli.call import Call
from desk.cli.errors import Usage
from desk.cli.parse import parse
from desk.cli.table import GLOBALS


def call(line: str) -> tuple[tuple[str, ...], dict]:
    parsed = parse(line.split("|") if "|" in line else line.split())
    return parsed.path, parsed.values


@pytest.mark.parametrize(
    "line",
    [
        "--json --as mia inquiry claim 1001",
        "inquiry --json claim --as mia 1001",
        "inquiry claim 1001 --as=mia --json",
        "INQUIRY Claim --JSON 1001 --As mia",
    ],
)
def test_global_options_stand_before_between_or_after_the_words(line):
    assert call(line) == (("inquiry", "claim"), {"json": True, "as": "mia", "n": "1001"})


@pytest.mark.parametrize("said", ["-10% said", "-", "--", "-x said", "- dash", "--unknown"])
def test_an_option_takes_whatever_follows_it_as_its_value(said):
    assert call(f"inquiry|reply|1001|--how|spoken|--note|{said}")[1]["note"] == said


def test_an_option_followed_by_another_one_of_the_command_has_no_value():
    with pytest.raises(Usage, match="--note needs a value"):
        call("inquiry reply 1001 --note --how spoken")


def test_a_value_may_be_empty_but_a_path_may_not():
    assert call("inquiry|reply|1001|--how|spoken|--note|")[1]["note"] == ""
    for line in ("--store=|inquiry|list", "--store||inquiry|list"):
        with pytest.raises(Usage, match="--store needs a value"):
            call(line)


@given(st.text())
def test_any_text_arrives_as_it_was_typed_after_an_equals_sign(text):
    values = parse(["inquiry", "attach", "1001", f"--text={text}"]).values
    assert values["text"] == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1))
def test_after_two_dashes_every_word_stands_by_its_place(words):
    values = parse(["inquiry", "note", "1001", "--", *words]).values
    assert Call(values).joined("text") == " ".join(words)


@given(st.lists(st.text(max_size=8) | st.sampled_from(["inquiry", "list", "--json", "-h", "--", "--as", "customer"])))
def test_no_line_of_words_is_answered_by_anything_but_a_call_or_wrong_usage(words):
    try:
        parsed = parse(words)
    except Usage:
        return
    assert parsed.command is not None or parsed.asked


def test_bytes_that_are_no_utf_8_become_replacement_signs_but_a_path_keeps_them():
    values = parse(["inquiry", "import", "a\udcffb", "--as", "m\udcfcia"]).values
    assert values == {"path": ["a\udcffb"], "as": "m\ufffdia"}


@pytest.mark.parametrize(
    ("line", "word"), [("callback result 1 no-answer", "no_answer"), ("callback result 1 NO_ANSWER", "no_answer")]
)
def test_hyphens_stand_for_underscores_and_case_does_not_matter(line, word):
    assert call(line)[1]["result"] == word


def test_options_are_known_with_underscores_as_well():
    assert call("customer add --first_name Eva")[1] == {"first_name": "Eva"}


def test_an_option_for_pairs_takes_several_and_may_be_repeated():
    values = call("customer edit K1 --set a=1 b=2 --set c=x=y")[1]
    assert Call(values).pairs("set") == {"a": "1", "b": "2", "c": "x=y"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("inquiri list", "There is no command desk inquiri; the nearest is inquiry."),
        ("inquiry clam 1001", "There is no command desk inquiry clam; the nearest is claim."),
        ("inquiry take 1001", "There is no command desk inquiry take; the nearest is claim."),
        ("inquiry done 1001", "There is no command desk inquiry done; the nearest is close."),
        ("inquiry forward 1001", "There is no command desk inquiry forward; the nearest is offer."),
        ("customer list", "There is no command desk customer list; the nearest is find."),
        ("inquiry", "desk inquiry needs one more word: add,"),
        ("customer contact", "desk customer contact needs one more word: add, edit."),
        ("inquiry claim", "N is missing."),
        ("inquiry claim 1 2", "2 is too much here."),
        ("inquiry reply 1001 --note x", "--how is missing."),
        ("inquiry list --jsom", "There is no option --jsom; the nearest is --json."),
        ("inquiry list -x", "There is no option -x;"),
        ("inquiry list --json=1", "--json takes no value."),
        ("inquiry priority 1001 urgent", "LEVEL takes normal, high, low, not urgent;"),
        ("--language fr inquiry list", "--language takes en, de, not fr;"),
        ("customer edit K1 --set grade", "--set takes KEY=VALUE, not grade."),
    ],
)
def test_wrong_usage_is_named_with_the_nearest_right_word(line, said):
    with pytest.raises(Usage) as usage:
        call(line)
    assert str(usage.value).startswith(said)


@pytest.mark.parametrize("name", ["--\x1b[31mred", "--\u202eevil", "--a\udc80", "--" + "x" * 100_000, "--a\u2028b"])
def test_an_option_that_nobody_knows_is_named_as_one_short_clean_line(name):
    with pytest.raises(Usage) as usage:
        parse([name])
    said = str(usage.value)
    assert said == clean.line(said)
    assert len(said) < 200


def test_help_is_given_for_the_words_so_far_even_when_the_rest_is_missing():
    parsed = parse(["inquiry", "reply", "--help"])
    assert (parsed.asked, parsed.path) == ("help", ("inquiry", "reply"))


def test_every_command_has_its_own_words_a_sentence_and_no_argument_twice():
    every = commands.every()
    assert len({command.path for command in every}) == len(every)
    names = {name for arg in GLOBALS for name in (arg.name, *arg.aliases)}
    for command in every:
        assert command.help.endswith("."), command.path
        options = [name for arg in command.args if arg.is_option for name in (arg.name, *arg.aliases)]
        keys = [arg.key for arg in (*command.args, *GLOBALS)]
        assert len(set(keys)) == len(keys), command.path
        assert not names.intersection(options), command.path
        assert all(arg.help for arg in command.args)


@pytest.mark.parametrize("text", ["4711", "#4711", " 4711 "])
def test_a_number_is_written_with_or_without_its_sign(text):
    assert Call({"n": text}).number("n") == 4711


@pytest.mark.parametrize("text", ["", "abc", "#", "##1", "-1", "1.5", "٣", "1" * 41])
def test_what_is_no_number_is_wrong_usage(text):
    with pytest.raises(Usage):
        Call({"n": text}).number("n")

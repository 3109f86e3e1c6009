"""What was written this time, without the exchange below; nothing is cut that may be the inquiry itself."""

from __future__ import annotations

import pytest

from desk.intake.replies import stripped

NEW = "Ja, bitte senden Sie 40 Stück.\n\n  Grüße\n-- \nTom Meier\nTel. 0211 123456"


@pytest.mark.parametrize(
    "history",
    [
        "Am 12.03.2024 um 10:11 schrieb Anna Groß <anna@desk.example>:\n> Gerne.\n> Wann?",
        "Am Di., 12. März 2024 um 10:11 Uhr schrieb Anna Groß <\nanna@desk.example>:\n\n> Gerne.",
        "On Tue, Mar 12, 2024 at 10:11 AM Anna <anna@desk.example> wrote:\n> Sure.",
        "-----Original Message-----\nFrom: Anna\nSent: Tuesday\n\nSure.",
        "Von: Anna Groß\nGesendet: Dienstag, 12. März 2024 10:11\nAn: Tom Meier\nBetreff: Angebot\n\nGerne.",
        f"{'_' * 32}\nVon: Anna <anna@desk.example>\nGesendet: Dienstag\nAn: Tom\nBetreff: x\n\nGerne",
        "From: Anna <anna@desk.example>\nSent: Tuesday\nTo: Tom\nSubject: offer\n\nSure.",
        "> Gerne.\n> Wann?",
    ],
)
def test_the_history_goes_and_the_signature_with_the_number_stays(history: str) -> None:
    text = stripped(f"{NEW}\n\n{history}\n", "AW: Angebot")
    assert text.startswith(NEW)
    assert "Gerne" not in text
    assert "Sure" not in text
    assert "Anna" not in text


def test_a_message_that_answers_another_is_stripped_whatever_its_subject() -> None:
    history = "\n\nVon: Anna\nGesendet: Dienstag\nAn: Tom\n\nGerne."
    assert stripped("Ja." + history, "Angebot", answers=True) == "Ja."


def test_a_form_that_was_filled_in_is_not_taken_for_a_history() -> None:
    form = "Neue Anfrage:\n\nVon: Tom Meier\nDatum: 3. Mai\nAn: Verkauf\n\nBitte 40 Spots."
    assert stripped(form, "Kontaktformular") == form


@pytest.mark.parametrize("subject", ["WG: Anfrage", "Fwd: inquiry", "FW: inquiry"])
def test_a_forwarded_message_keeps_what_was_forwarded(subject: str) -> None:
    text = "Bitte übernehmen.\n\nVon: Kunde\nGesendet: heute\nAn: Anna\n\n40 Spots"
    assert stripped(text, subject) == text


@pytest.mark.parametrize(
    "text",
    [
        "On Monday Anna wrote:\n> Sure.\n\nYes please, answered below.",
        "> everything\n> quoted",
        "",
        "\n\n",
        "On Monday Anna wrote:\n> nothing else",
    ],
)
def test_where_nothing_stands_above_the_history_everything_is_kept(text: str) -> None:
    assert stripped(text, "Re: x", answers=True) == text


def test_an_answer_between_the_quoted_lines_is_kept() -> None:
    text = "Hello\n> how many?\nforty\n> when?\nMonday"
    assert stripped(text, "Re: x") == text


def test_the_letters_own_layout_is_left_alone() -> None:
    text = "a\n\n\n\n  indented\n\tb"
    assert stripped(text, "Re: x") == text

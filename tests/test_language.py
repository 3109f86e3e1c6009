"""Which language the desk speaks, and that English is what stands in the code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk import language
from desk.language import N_, _, chosen, n_


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language.language()
    yield
    language.use(before)


CHOICES = {
    "nothing said: English": (None, None, None, {}, "en"),
    "the flag comes before all": ("en", "de", "de", {"DESK_LANG": "de", "LANG": "de_DE.UTF-8"}, "en"),
    "DESK_LANG comes before the config": (None, "en", "en", {"DESK_LANG": "de"}, "de"),
    "the config before the team": (None, "de", "en", {"LANG": "en_GB.UTF-8"}, "de"),
    "the team before the locale": (None, None, "de", {"LANG": "en_GB.UTF-8"}, "de"),
    "the locale last": (None, None, None, {"LANG": "de_AT.UTF-8"}, "de"),
    "LC_ALL overrules LANG, in both directions": (None, None, None, {"LC_ALL": "C.UTF-8", "LANG": "de_DE"}, "en"),
    "an empty LC_ALL counts as none": (None, None, None, {"LC_ALL": "", "LC_MESSAGES": "de_CH", "LANG": "C"}, "de"),
    "a language the desk lacks is passed over": (None, "fr", None, {"LANG": "de_DE"}, "de"),
    "only a locale in a language the desk lacks: English": (None, None, None, {"LANG": "fr_FR.UTF-8"}, "en"),
    "a word that merely begins like one is none": ("deutsch", None, None, {"LANG": "den_CA"}, "en"),
    "de-DE is written in two ways": ("de-DE", None, None, {}, "de"),
}


@pytest.mark.parametrize(("flag", "config", "team", "environ", "wanted"), CHOICES.values(), ids=CHOICES)
def test_the_language_is_chosen_in_the_order_of_who_knows_best(flag, config, team, environ, wanted):
    assert chosen(flag, config, team, environ) == wanted


def test_english_is_what_stands_in_the_code():
    language.use("en")
    assert language.language() == "en"
    assert _("#{number} is yours already.") == "#{number} is yours already."
    assert (n_("{count} inquiry", "{count} inquiries", 1), n_("{count} inquiry", "{count} inquiries", 0)) == (
        "{count} inquiry",
        "{count} inquiries",
    )
    assert N_("anything") == "anything"


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_an_empty_text_stays_empty_in_every_language(spoken):
    language.use(spoken)
    assert _("") == ""


def test_a_text_without_translation_stays_english_rather_than_missing():
    language.use("de")
    assert language.language() == "de"
    assert _("no such sentence stands in any catalogue") == "no such sentence stands in any catalogue"


def test_a_language_that_the_desk_lacks_is_refused_and_nothing_changes():
    with pytest.raises(ValueError, match="fr"):
        language.use("fr")
    assert language.language() == "en"

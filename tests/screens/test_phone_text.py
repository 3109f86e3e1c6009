from __future__ import annotations

import pytest

from desk.screens.phone_text import parted

PARTED = (
    ("", {}),
    ("Neubau Zimmermann", {"company": "Neubau Zimmermann"}),
    ("0231 4455", {"phone": "0231 4455"}),
    ("eva@neubau.example", {"email": "eva@neubau.example"}),
    ("Neubau Zimmermann 0221 998877", {"company": "Neubau Zimmermann", "phone": "0221 998877"}),
    ("0221/99 88-77 Neubau", {"company": "Neubau", "phone": "0221/99 88-77"}),
    ("Neubau +49 (0)221 998877 Köln", {"company": "Neubau Köln", "phone": "+49 (0)221 998877"}),
    ("Neubau eva@neubau.example", {"company": "Neubau", "email": "eva@neubau.example"}),
    ("Neubau 0221 998877 e@n.example", {"company": "Neubau", "phone": "0221 998877", "email": "e@n.example"}),
    ("Neubau 01067 Dresden", {"company": "Neubau 01067 Dresden"}),
    ("Studio 2000", {"company": "Studio 2000"}),
    ("Werk 0815 GmbH", {"company": "Werk 0815 GmbH"}),
    ("Bau 1234567890", {"company": "Bau 1234567890"}),
)


@pytest.mark.parametrize(("typed", "fields"), PARTED)
def test_each_part_of_what_was_typed_goes_to_the_field_it_belongs_to(typed: str, fields: dict[str, str]) -> None:
    assert parted(typed) == fields

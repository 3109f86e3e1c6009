"""Each look can be read: text stands out from every ground, most in the high-contrast look (WCAG 2.2, 1.4.3, 1.4.6)."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from desk.themes import CONTRAST, LIGHT, THEMES

TEXTS = ("foreground", "accent", "text-muted", "text-accent", "text-warning", "text-error", "text-success")
GROUNDS = ("background", "surface", "panel")


def brightness(color: Color) -> float:
    """Give the relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [each / 255 for each in color.rgb]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrasts(theme: Theme) -> dict[tuple[str, str], float]:
    """Give the contrast of every text on every ground, 1 to 21."""
    found = {}
    colors = theme.to_color_system().generate() | theme.variables
    for ground in GROUNDS:
        below = Color.parse(colors[ground])
        for text in TEXTS:
            color = Color.parse(colors[text])
            light, dark = sorted((brightness(below), brightness(below.blend(color, color.a))), reverse=True)
            found[text, ground] = (light + 0.05) / (dark + 0.05)
    return found


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_every_ground(theme: Theme) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    assert {pair: round(each, 2) for pair, each in contrasts(theme).items() if each < least} == {}


def test_in_high_contrast_marked_text_stands_out_and_what_divides_the_screen_is_seen() -> None:
    colors = {name: Color.parse(value) for name, value in CONTRAST.variables.items()}
    marked = colors["input-selection-background"], colors["input-selection-foreground"]
    for ground, text in (marked, (Color.parse(CONTRAST.background or ""), colors["border"])):
        dark, light = sorted((brightness(ground), brightness(text)))
        assert (light + 0.05) / (dark + 0.05) >= 7.0


def test_a_paler_text_is_seen() -> None:
    """The control."""
    paler = Theme(**{**vars(LIGHT), "variables": LIGHT.variables | {"text-muted": "#8a8f93"}})
    assert min(contrasts(paler).values()) < 4.5

"""The three looks: light, dark and high contrast; one accent colour, red only for what is late or failed."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#4c9f94",
    secondary="#7a8a99",
    accent="#5fbfb0",
    warning="#e0b15c",
    error="#ef7b6c",
    success="#8fbf7f",
    foreground="#d8dce0",
    background="#14181c",
    surface="#1a1f24",
    panel="#222930",
    dark=True,
    variables={"block-cursor-foreground": "#0e1214", "border": "#37424c", "text-muted": "#8a949d"},
)
LIGHT = Theme(
    name="light",
    primary="#1f7a70",
    secondary="#5a6a78",
    accent="#11695f",
    warning="#8a5a00",
    error="#b3261e",
    success="#2f6b2f",
    foreground="#20262b",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e9e6df",
    dark=False,
    variables={"block-cursor-foreground": "#ffffff", "border": "#c5c0b4", "text-muted": "#62666a"},
)
CONTRAST = Theme(
    name="contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffd700",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    dark=True,
    variables={
        "block-cursor-foreground": "#000000",
        "border": "#ffffff",
        "text-muted": "#ffffff",
        "text-disabled": "#d0d0d0",
        "input-selection-background": "#00ffff",
        "input-selection-foreground": "#000000",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
"""All looks, the one a person starts with first."""

NAMES = tuple(theme.name for theme in THEMES)
"""What the config may name."""

"""HTML to the text a person would read: blocks on lines of their own, links as text, nothing hidden, nothing run."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

READ = 2_000_000
"""Characters of HTML that are read: more than any office program writes, less than costs a second."""

DEEPEST = 2_000
"""Open elements within each other beyond which tags are only cut out: a tree costs the square of its depth
(100,000 nested blocks take 12 s, 2,000 take 5 ms); a newsletter has about 60, a long exchange of replies 200."""

_LINK_LIMIT = 100
_NEARBY = 20
_QUOTES = 5


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _names("script style head title template noscript object svg math iframe select textarea")
_BLOCKS = _names(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_APART = _names("blockquote h1 h2 h3 h4 h5 h6 p pre table ul ol dl")
_CELLS = _names("td th")
_UNCLOSED = _names("area base br col embed hr img input link meta param source track wbr p li dt dd tr td th")
_UNREAD = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_CUT = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")


@dataclass
class _Page:
    """The text so far: finished lines, and the pieces of the line now written."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    quotes: int = 0
    preformatted: int = 0

    def write(self, text: str) -> None:
        if self.preformatted:
            for number, row in enumerate(text.split("\n")):
                if number:
                    self.end(always=True)
                self.pieces.append(row)
            return
        text = _BLANKS.sub(" ", text)
        if not self.pieces or self.pieces[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)

    def end(self, *, always: bool = False) -> None:
        """End the line; an empty one only when it is meant."""
        row = "".join(self.pieces).rstrip()
        self.pieces.clear()
        if row or always:
            self.lines.append("> " * min(self.quotes, _QUOTES) + row)

    def gap(self) -> None:
        self.end()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * min(self.quotes, _QUOTES))


def text(source: str) -> str:
    """Give the readable text of an HTML page or fragment."""
    source = source[:READ]
    if _depth(source) > DEEPEST:
        return _flat(source)
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(source).root
    if root is None:
        return _flat(source)
    page = _Page()
    _walk(root, page)
    page.end()
    return "\n".join(page.lines).strip("\n")


def _depth(source: str) -> int:
    depth = deepest = 0
    for closing, name in _TAG.findall(source):
        if closing:
            depth = max(depth - 1, 0)
        elif name.lower() not in _UNCLOSED:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _flat(source: str) -> str:
    """Cut the tags out and read nothing into them."""
    for opening, closing in _UNREAD:
        source = _without(source, opening, closing)
    rows = (_BLANKS.sub(" ", row).strip() for row in html.unescape(_CUT.sub("\n", source)).split("\n"))
    return "\n".join(row for row in rows if row)


def _without(source: str, opening: str, closing: str) -> str:
    """Drop what stands between the marks, in one pass: a pattern would look for the end from every beginning."""
    searched = source.lower() if len(source.lower()) == len(source) else source
    kept: list[str] = []
    at = 0
    while (begin := searched.find(opening, at)) >= 0 and (end := searched.find(closing, begin)) >= 0:
        kept.append(source[at:begin])
        at = end + len(closing)
    return "".join((*kept, source[at:]))


def _walk(root: LexborNode, page: _Page) -> None:
    """Go through the tree without recursion, entering and leaving each element."""
    node: LexborNode | None = root
    while node is not None:
        below = node.child if _enter(node, page) else None
        if below is not None:
            node = below
            continue
        while node is not None:
            _leave(node, page)
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _enter(node: LexborNode, page: _Page) -> bool:
    """Write what an element begins with; False when nothing below it is to be read."""
    tag = node.tag
    if tag == "-text":
        page.write(node.text_content or "")
        return False
    if tag is None or tag.startswith(("-", "!")) or tag in _DROPPED or _hidden(node):
        return False
    if tag == "br":
        page.end(always=True)
    elif tag in _APART:
        page.gap()
    elif tag in _BLOCKS:
        page.end()
    if tag == "blockquote":
        page.quotes += 1
    elif tag == "pre":
        page.preformatted += 1
    elif tag == "li":
        page.pieces.append("- ")
    return True


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


def _leave(node: LexborNode, page: _Page) -> None:
    tag = node.tag
    if tag in _CELLS:
        page.write(" ")
    elif tag == "a":
        _target(node, page)
    elif tag in _APART and not _hidden(node):
        page.gap()
        page.quotes -= tag == "blockquote"
        page.preformatted -= tag == "pre"
    elif tag in _BLOCKS:
        page.end()


def _target(node: LexborNode, page: _Page) -> None:
    """Write where a link leads when its text does not say so; long ones are tracking and tell nobody anything."""
    target = (node.attributes.get("href") or "").strip()
    if not target.lower().startswith(("http://", "https://", "mailto:", "tel:")) or len(target) > _LINK_LIMIT:
        return
    bare = target.partition(":")[2].strip("/")
    if bare and bare not in "".join(page.pieces[-_NEARBY:]):
        page.write(f" <{bare if target.lower().startswith(('mailto:', 'tel:')) else target}>")

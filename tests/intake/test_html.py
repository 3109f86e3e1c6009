"""A page becomes the text a person would have read."""

from __future__ import annotations

import pytest

from desk.intake import html


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Gr&uuml;&szlig; Gott,</p><p>bitte</p>", "Grüß Gott,\n\nbitte"),
        ("<div>one</div>two<div>three<div>four</div></div>five", "one\ntwo\nthree\nfour\nfive"),
        ("one<br>two<br/>three<br><br>four", "one\ntwo\nthree\n\nfour"),
        ("<h1>Head</h1>text<ul><li>a<li>b <b>bold</b></ul>end", "Head\n\ntext\n\n- a\n- b bold\n\nend"),
        ("<table><tr><td>Name</td><td>Tom</td></tr><tr><th>Tel</th><td>1</td></tr></table>", "Name Tom\nTel 1"),
        ("  a \n\n b&nbsp;&nbsp;c<span> </span> d ", "a b c d"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a<script>no</script><style>no</style><!-- no --><title>no</title>b", "ab"),
        ('<div style="color:red;display: none">hidden</div><p hidden>hidden</p>seen', "seen"),
        ('<a href="https://x.example/a">offer</a>', "offer <https://x.example/a>"),
        ('<a href="https://x.example">https://x.example</a>', "https://x.example"),
        ('<a href="mailto:tom@a.example">Tom</a> <a href="tel:+49211">0211</a>', "Tom <tom@a.example> 0211 <+49211>"),
        ('<a href="javascript:alert(1)">x</a><a href="file:///etc/passwd">y</a>', "xy"),
        ('<a href="https://x.example/' + "t" * 200 + '">here</a>', "here"),
        ("<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote>", "new\n\n> old\n> \n> > older\n> "),
        ("&lt;script&gt; &amp;amp; &#228; &#xfc; &bogus;", "<script> &amp; ä ü &bogus;"),
        ("", ""),
        ("just text", "just text"),
    ],
)
def test_blocks_stand_on_lines_of_their_own(page: str, text: str) -> None:
    assert html.text(page).rstrip("> \n") == text.rstrip("> \n")


def test_an_exchange_of_hundreds_of_replies_is_still_read_as_a_page() -> None:
    page = "<p>new</p>" + "<div><blockquote>old" * 200 + "</blockquote></div>" * 200
    assert html.text(page).startswith("new\n\n> old")


def test_a_page_too_deep_for_a_tree_still_gives_its_words() -> None:
    page = "<script>no</script><!-- no -->" + "<div>" * 5_000 + "call &uuml;ber mich<p>now</p>"
    assert html.text(page) == "call über mich\nnow"

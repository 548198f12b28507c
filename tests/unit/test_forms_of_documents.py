"""Two forms in one document and back, and rich text as Markdown and back."""

import pytest

from bti_portal.exchange.forms import braid, in_form
from bti_portal.exchange.rich_text import markup_in, to_markdown, to_rich_text


def block(identity, form, words, **more):
    return {"id": identity, "text": {form: words}, **more}


@pytest.mark.parametrize(
    ("nn", "nb"),
    [
        ({"a": {"nn": "x"}}, {"a": {"nb": "y"}}),
        ({"a": {"nn": "x"}}, {}),
        ({}, {"tools": ["b"]}),
        ({"tools": ["a", "b"]}, {"tools": ["a"]}),
        ({"days": 7}, {"days": 14}),
        ({"body": [block("1", "nn", "x")]}, {"body": [block("1", "nb", "y")]}),
        (
            {"body": [block("1", "nn", "x"), block("2", "nn", "z")]},
            {"body": [block("1", "nb", "y")]},
        ),
        (
            {"body": [block("1", "nn", "x")]},
            {"body": [block("0", "nb", "w"), block("1", "nb", "y")]},
        ),
        ({"body": [block("1", "nn", "x")]}, {}),
        ({"o": [{"nn": "1"}, {"nn": "2"}]}, {"o": [{"nb": "1"}]}),
        ({"d": {"text": {"nn": "x"}, "days": 3}}, {"d": {"text": {"nb": "y"}}}),
    ],
)
def test_each_form_gets_its_own_back(nn, nb):
    braided = braid({"nn": {"key": "k", **nn}, "nb": {"key": "k", **nb}})
    assert in_form(braided, "nn") == {"key": "k", **nn}
    assert in_form(braided, "nb") == {"key": "k", **nb}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Ein</p><p>To</p>",
        "<p>Hei <b>du</b> og <i>eg</i></p>",
        "<ul><li>ein</li><li>to</li></ul>",
        "<ol><li>ein</li><li><b>to</b></li></ol>",
        "<h2>Ord</h2><p>3 &lt; 4 &amp; 5 * 6 _ [7]</p>",
        '<p><a linktype="page" id="5">steget</a> og <a href="https://a.no/b?c=d&amp;e">der</a></p>',
        '<p><a href="mailto:post@a.no">post</a></p>',
        "<p>1. ikkje ei liste</p><p>- heller ikkje</p><p># nei</p>",
        "<p>ei linje<br/>til</p>",
        "<p>Ring:<br/>1. legevakta<br/>2) politiet</p>",
        "<p>Hugs<br/>- mat<br/>+ klede<br/># og sko<br/>&gt; sekk</p>",
        "<p><b>- Ring</b><br/><b>- Vent</b></p>",
        "<ul><li>ein<br/>- til</li><li>to</li></ul>",
    ],
)
def test_rich_text_comes_back(html):
    assert (
        to_rich_text(to_markdown(html, lambda pk: f"side-{pk}"), lambda key: int(key[5:])) == html
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p><b>Viktig: </b>les</p>", "Viktig: les"),
        ("<p><b>NB!</b>les</p>", "NB!les"),
        ("<p><b></b>les</p>", "les"),
        ('<p><a linktype="page" id="9">borte</a></p>', "borte"),
        ('<p><a href="https://a.no/x (y)">der</a></p>', "der"),
    ],
)
def test_words_are_never_lost(html, words):
    made = to_rich_text(to_markdown(html, lambda pk: None), lambda key: None)
    assert words.replace(" ", "") in made.replace("<b>", "").replace("</b>", "").replace(" ", "")
    assert "*" not in made


@pytest.mark.parametrize(
    "text", ["a < b", "<3", "5 <6 og 7> 2", "[a](<https://a.no/b c>)", "«ord»"]
)
def test_signs_are_no_markup(text):
    assert not markup_in(text)

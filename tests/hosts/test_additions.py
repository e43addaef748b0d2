"""What is put into a page comes out again, whatever the page is."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.site import SiteBuild
from aisha_docs_audio.hosts.additions import has_other_player, with_additions, without_additions
from aisha_docs_audio.hosts.content import find_content
from aisha_docs_audio.model import PageSource
from aisha_docs_audio.settings.options import Settings

PLAYER = '<aisha-audio data-cues="1 0 1"><audio src="x.mp3"></audio></aisha-audio>'
URLS = ("aisha-audio/x.js", "aisha-audio/x.css")
SOURCE = PageSource(path="x.html", title="T", metadata={}, languages=("en",))
BUILD = SiteBuild(
    settings=Settings(), root=Path(), environ={}, progress=Progress(say=print, terminal=None)
)
TOKENS = st.sampled_from(
    """
    <main> </main> <MAIN#class='a>b'> <article> </article> <p> </p> <h1>T</h1> <h1> </h1> <table>
    <td> </table> <!-- --> <script> </script> <template> </template> <p#data-audio-block=3>
    <li#data-audio-block="3"> <aisha-audio></aisha-audio> <aisha-audio#id='&quot;'>#</aisha-audio>
    </body> </html> <body> <div#role=main> </div> words#here <a#href=' '> &lt; <br/> <svg> </svg>
    <b> <select> <textarea> <plaintext> <!--#aisha-audio#--> \ufeff <footer> </template
    """.replace("#", "\0").split()
).map(lambda token: token.replace("\0", " "))


def narrated(html: str) -> str | None:
    """Return a page with a player, as the host makes it; None if it has none."""
    place = find_content(html, None)
    if place is None or has_other_player(html):
        return None
    found = BUILD.read(html[place[0] : place[1]], SOURCE)
    if found.page is None:
        return None
    return with_additions(html[: place[0]] + found.html + html[place[1] :], html, PLAYER, URLS)


@given(st.lists(TOKENS, max_size=25).map("\r\n".join))
def test_a_page_comes_back_byte_for_byte(html: str) -> None:
    """Or it is not touched at all; and what is done twice is the same."""
    made = narrated(html)
    if made is not None:
        assert made.count(PLAYER) == 1
        assert without_additions(made) == html
        assert narrated(without_additions(made)) == made


def test_a_placeholder_gives_way_and_comes_back() -> None:
    """The writer's own place for the player, with whatever it holds."""
    html = "<main><p>Some text.</p><aisha-audio title='a \"b\" <c>'\n></aisha-audio><p>End.</main>"
    made = narrated(html.replace(" <c>", ""))
    assert made is not None
    assert "title=" not in made.replace("data-instead", "").split(PLAYER)[1]
    assert without_additions(made) == html.replace(" <c>", "")


def test_a_page_of_this_program_about_itself_is_not_harmed() -> None:
    """Numbers and comments of ours that stand in its text are not taken for additions."""
    html = (
        "<main><p>Some text</p><script>x = '<p data-audio-block=\"1\">'</script>"
        "<pre>&lt;!-- aisha-audio --></pre></main>"
    )
    made = narrated(html)
    assert without_additions(html) == html
    assert made is None or without_additions(made) == html

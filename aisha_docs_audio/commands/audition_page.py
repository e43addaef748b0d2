"""The page of an audition: one HTML file with its sound inside, to listen and choose."""

from __future__ import annotations

import base64
import json
from html import escape
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.commands.audition_pairs import Choice, Pair
    from aisha_docs_audio.model import Utterance

_PAGE = Template("""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audition of the AIsha voice</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
fieldset { margin: 0 0 1rem; border: 1px solid GrayText; border-radius: .5rem; }
.choice { display: grid; grid-template-columns: 1fr auto; gap: .25rem 1rem; margin: .5rem 0; }
.choice audio { height: 2.2rem; max-width: 100%; }
.means { grid-column: 1 / -1; font-size: .9em; opacity: .8; }
.text { font-size: 1.15em; }
textarea { width: 100%; height: 12rem; font-family: monospace; }
</style>
<h1>Audition of the AIsha voice</h1>
<p>$intro</p>
$topics
<h2>What to set</h2>
<p>Choose above; then copy this below <code>aisha-audio:</code> in mkdocs.yml. In Sphinx's conf.py
the names are <code>aisha_audio_numbers</code> and <code>aisha_audio_lexicon</code>.</p>
<textarea id="options" readonly aria-label="Options to copy"># nothing chosen yet</textarea>
<script>
const pairs = $data;
function write() {
  const votes = {}, lexicon = [], reports = [];
  pairs.forEach((pair, n) => {
    const chosen = document.querySelector(`input[name="pair$${n}"]:checked`);
    if (!chosen || chosen.value === "same") return;
    const choice = pair[chosen.value];
    if (choice.option) votes[choice.option] = (votes[choice.option] || 0) + 1;
    else if (choice.lexicon) lexicon.push(choice.lexicon);
    else if (chosen.value === "1") reports.push(`"$${choice.text}" rather than "$${pair[0].text}"`);
  });
  const lines = [];
  const words = votes["words"] || 0, digits = votes["as-is"] || 0;
  if (words || digits) {
    lines.push(`# words better $${words} times, digits $${digits} times`);
    lines.push(`numbers: $${words > digits ? "words" : "as-is"}`);
  }
  const entries = lexicon.map(([word, said]) => `  $${word}: $${said}`);
  if (lexicon.length) lines.push("lexicon:", ...entries);
  if (reports.length) lines.push("# please report:", ...reports.map(line => `#   $${line}`));
  document.getElementById("options").value = lines.join("\\n") || "# nothing chosen yet";
}
document.addEventListener("change", write);
write();
</script>
</html>
""")

_PAIR = Template("""\
<fieldset>
<legend>$number</legend>
$choices
<label><input type="radio" name="pair$index" value="same"> No difference, or both are right</label>
</fieldset>
""")

_CHOICE = Template("""\
<div class="choice">
<label><input type="radio" name="pair$index" value="$value">
<span class="text" lang="$language">$text</span></label>
$sound
<span class="means">$means$level</span>
</div>
""")


def page_of_pairs(
    pairs: Sequence[Pair],
    sounds: Mapping[str, tuple[bytes, float] | str],
    utterances: Mapping[Choice, Utterance],
) -> str:
    """Write the page. `sounds`: by key the MP3 and its level in decibels, or why there is none."""
    topics = []
    numbered = list(enumerate(pairs))
    for topic, group in groupby(numbered, key=lambda entry: entry[1].topic):
        topics.append(f"<h2>{escape(topic)}</h2>")
        for index, pair in group:
            choices = "".join(
                _choice(index, value, choice, sounds[utterances[choice].key])
                for value, choice in enumerate((pair.first, pair.second))
            )
            topics.append(_PAIR.substitute(number=index + 1, index=index, choices=choices))
    data = [
        [
            {"text": choice.text, "option": choice.option, "lexicon": choice.lexicon}
            for choice in (pair.first, pair.second)
        ]
        for pair in pairs
    ]
    intro = (
        f"{len(pairs)} pairs. Listen to both of a pair and say which is right. The sound is as the "
        "voice gave it: its level is in decibels of full scale, over the speech."
    )
    # "<" could end the script; JSON may write it otherwise.
    form = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return _PAGE.substitute(intro=intro, topics="\n".join(topics), data=form)


def _choice(index: int, value: int, choice: Choice, sound: tuple[bytes, float] | str) -> str:
    if isinstance(sound, str):
        heard, level = f"<em>no sound: {escape(sound)}</em>", ""
    else:
        mp3, decibels = sound
        source = base64.b64encode(mp3).decode()
        label = escape(choice.text, quote=True)
        heard = (
            f'<audio controls preload="none" aria-label="{label}" '
            f'src="data:audio/mpeg;base64,{source}"></audio>'
        )
        level = f" ({decibels:.1f} dB)"
    return _CHOICE.substitute(
        index=index,
        value=value,
        language=choice.language,
        text=escape(choice.text),
        sound=heard,
        means=escape(choice.means),
        level=level,
    )

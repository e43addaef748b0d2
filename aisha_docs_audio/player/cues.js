// When each block of the page is read.

// From "block start end,…" in seconds. The ends are of no use here: a pause belongs to its block.
const readCues = (text) =>
  text.split(",").map((cue) => {
    const [block, start] = cue.split(" ");
    return { block, start: +start };
  });

// Where in the list the sound is at a time; in a pause, at the cue just read.
const indexAt = (cues, time) => Math.max(0, cues.findLastIndex(({ start }) => start <= time + 0.03));

const cueOf = (cues, block) => cues.find((cue) => cue.block === block);

const elementOf = (block) => document.querySelector(`[data-audio-block="${block}"]`);

// The headings among the blocks, as {start, text}.
const headingsOf = (cues) =>
  [...document.querySelectorAll(":is(h1,h2,h3,h4,h5,h6)[data-audio-block]")].flatMap((heading) => {
    const cue = cueOf(cues, heading.dataset.audioBlock);
    const words = heading.cloneNode(true);
    for (const link of words.querySelectorAll("a")) {
      if (!/[\p{L}\p{N}]/u.test(link.textContent)) link.remove(); // a permalink: "¶", "#", an icon
    }
    return cue ? [{ start: cue.start, text: words.textContent.trim() }] : [];
  });

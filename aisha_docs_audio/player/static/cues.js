// When each block of the page is read, and where in the page it stands.

/**
 * @typedef {object} Cue
 * @property {string} block the block's number, as its `data-audio-block` has it
 * @property {number} start seconds
 */

/**
 * Read "block start end,…" in seconds. The ends are of no use here: a pause belongs to its block.
 * @param {string} text
 * @returns {Cue[]}
 */
export const readCues = (text) =>
  text.split(",").map((cue) => {
    const [block, start] = cue.split(" ");
    return { block, start: +start };
  });

/**
 * Return where in the list the sound is at a time; in a pause, at the cue just read.
 * @param {Cue[]} cues
 * @param {number} time
 */
export const indexAt = (cues, time) => Math.max(0, cues.findLastIndex(({ start }) => start <= time + 0.03));

/**
 * @param {Cue[]} cues
 * @param {string | undefined} block
 */
export const cueOf = (cues, block) => cues.find((cue) => cue.block === block);

/**
 * @param {string | undefined} block
 * @returns {HTMLElement | null}
 */
export const elementOf = (block) => document.querySelector(`[data-audio-block="${block}"]`);

/**
 * Return the headings among the blocks.
 * @param {Cue[]} cues
 */
export const headingsOf = (cues) =>
  /** @type {HTMLElement[]} */ ([...document.querySelectorAll(":is(h1,h2,h3,h4,h5,h6)[data-audio-block]")]).flatMap((heading) => {
    const cue = cueOf(cues, heading.dataset.audioBlock);
    const words = /** @type {HTMLElement} */ (heading.cloneNode(true));
    for (const link of words.querySelectorAll("a")) {
      if (!/[\p{L}\p{N}]/u.test(link.textContent)) link.remove(); // a permalink: "¶", "#", an icon
    }
    return cue ? [{ start: cue.start, text: words.textContent.trim() }] : [];
  });

/**
 * Return the seconds that a fragment such as "#t=83.5" names (W3C, "Media Fragments URI 1.0"), or
 * NaN.
 * @param {string} hash
 */
export const timeIn = (hash) => +(/^#t=([\d.]+)$/.exec(hash)?.[1] ?? NaN);

/**
 * Write seconds as a clock shows them: "1:05", "1:01:05".
 * @param {number} seconds
 */
export const clock = (seconds) =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((number) => `${number | 0}`.padStart(2, "0"))
    .join(":")
    .replace(/^0(0:0?)?/, "");

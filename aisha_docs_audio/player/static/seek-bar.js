// The line over the seek bar and the bar itself, for where one is or where one points.

import { clock, headingsOf } from "./cues.js";

/**
 * @param {import("./state.js").Player} player
 * @param {number} duration seconds
 */
export function createSeekBar({ host, part, state, cues }, duration) {
  const { title, time, position, said } = part;
  const headings = headingsOf(cues);
  let notice = "";

  const ticks = headings.map(({ start }) => (100 * start) / duration).filter((at) => at > 1);
  const drawn = ticks.map((at) => `linear-gradient(var(--tick) 0 0) ${at}% 50%/1px 10px no-repeat,`);
  position.max = `${duration}`;
  position.style.setProperty("--ticks", drawn.join(""));

  /**
   * Show a time, the heading that is read then, and what is left.
   * @param {number} seconds
   */
  function preview(seconds) {
    const known = state.listening || seconds > 0;
    const heading = known && headings.findLast(({ start }) => start <= seconds + 0.05)?.text;
    title.textContent = notice || heading || host.ariaLabel;
    time.textContent = (known ? clock(seconds) + " · −" : "") + clock(duration - seconds);
    position.ariaValueText = `${clock(seconds)} / ${clock(duration)}`;
    position.style.setProperty("--at", `${(100 * seconds) / duration}%`);
  }

  /**
   * Show a time and put the knob there, unless it is being dragged.
   * @param {number} seconds
   */
  function showTime(seconds) {
    if (position.matches(":active")) return;
    position.value = `${seconds}`;
    preview(seconds);
  }

  /**
   * Say what went wrong in place of the heading, and aloud; "": all is well again.
   * @param {string} text
   */
  function notify(text) {
    notice = text;
    if (text) title.textContent = said.textContent = text;
  }

  return { preview, showTime, notify };
}

// The player's keys: while it, or a block of the page, has the focus.

import { elementOf } from "./cues.js";

/**
 * @param {import("./state.js").Player} player
 * @param {import("./read-along.js").ReadAlong} readAlong
 */
export function listenToKeys({ host, part, cues, signal, toggle, playBlock, step, changeSpeed }, readAlong) {
  document.addEventListener("keydown", (event) => {
    const { key, shiftKey, code, target } = event;
    const focused = readAlong.focused(event);
    const [inner] = event.composedPath();
    if (
      (!focused && target !== host) || event.ctrlKey || event.altKey || event.metaKey ||
      inner === part.speed || inner === part.volume // they have keys of their own
    ) return;
    const block = focused?.dataset.audioBlock;
    const by = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
    if (key === " " && (focused || inner === part.position)) toggle();
    else if (key === "Enter" && focused) playBlock(block);
    else if (key === "ArrowLeft") step(-15);
    else if (key === "ArrowRight") step(15);
    // From block to block, the sound left alone. With a mouse's focus they scroll as ever.
    else if (by && focused?.matches(":focus-visible")) {
      const to = cues[cues.findIndex((cue) => cue.block === block) + by];
      if (to) readAlong.focus(elementOf(to.block));
    } else if (key === "<" || (shiftKey && code === "Comma")) changeSpeed(-1);
    else if (key === ">" || (shiftKey && code === "Period")) changeSpeed(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal, capture: true }); // before the theme's own: many turn the page at an arrow
}

// The small player at the foot of the window, while the player in its place is out of view.

/**
 * Return what shows or hides it, to be called when the state has changed.
 * @param {import("./state.js").Player} player
 */
export function createMiniPlayer({ host, part, state, signal }) {
  function update() {
    const { away, closed, listening, resumable } = state;
    const small = !!(away && (listening || resumable)) && !closed && !("noMini" in host.dataset);
    // The place in the page is kept, or leaving it would move the text.
    host.style.minHeight = small ? `${host.offsetHeight}px` : "";
    part.bar.classList.toggle("mini", small);
  }

  const view = new IntersectionObserver((entries) => {
    if (signal.aborted) return; // the state is another player's by now
    state.away = !entries.at(-1)?.isIntersecting;
    if (document.readyState === "complete") onSeen();
    update();
  });
  // The offer to resume has been seen in its place. Before the page has loaded, the browser may
  // still go to where the reader was before a reload.
  const onSeen = () => (state.resumable &&= state.away !== false);
  view.observe(host);
  addEventListener("load", onSeen, { signal });
  return update;
}

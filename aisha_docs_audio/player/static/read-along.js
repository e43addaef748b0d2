// The page read along: which block is marked, what a click on a block does, scrolling.

import { fill } from "./controls.js";
import { timeIn } from "./cues.js";
import { shownFor } from "./folds.js";

// What has a click of its own; a block in or around one of these leaves it alone.
const CLICKABLE =
  "a[href],button,input,select,textarea,label,summary,audio,video,[contenteditable]," +
  "[role=button],[role=link],[role=tab],[role=checkbox],[role=switch],[role=menuitem]";

const SCROLL_KEYS = /^(Page|Home|End|Arrow[UD]| )/;

/** @typedef {ReturnType<typeof createReadAlong>} ReadAlong */

/** @param {import("./state.js").Player} player */
export function createReadAlong({ host, part, words, state, signal, playBlock, playLink }) {
  const highlight = !("noHighlight" in host.dataset);
  /** @type {HTMLElement | null | undefined} */
  let marked = null;
  /** @type {HTMLElement | null} the one block in the tab order: all of them would be a hundred stops */
  let stop = null;
  /** @type {Record<string, string | number>} the attributes that it was given */
  let given = {};
  let selecting = false;
  let stood = 0; // where the marked element was in the window
  let scrolled = 0;
  let glide = 0; // the timer of a scroll of ours that may be on its way
  let clickTimer = 0;

  const isSelecting = () => !(/** @type {Selection} */ (getSelection()).isCollapsed);

  const box = () => (marked ?? host).getBoundingClientRect();

  /** @param {HTMLElement | null} element */
  function setRovingTabindex(element) {
    for (const name in given) stop?.removeAttribute(name);
    given = {};
    stop = element && element.tabIndex < 0 ? element : null;
    if (!stop) return;
    given = { tabindex: 0 };
    // What has the focus needs a role and a name. Headings, rows and cells have both, items a role;
    // paragraphs and the like have none that takes a name (W3C, "ARIA in HTML").
    if (!stop.role && !stop.ariaLabel && !stop.matches("h1,h2,h3,h4,h5,h6,tr,td,th,caption")) {
      given["aria-label"] = `${words.here}: ${stop.textContent.trim().slice(0, 60)}`;
      if (!stop.matches("li,dd,dt")) given.role = "group";
    }
    fill(stop, given);
  }

  function keepInView() {
    const { top, bottom } = box();
    if (!part.follow.checked || state.yielded || !marked) return;
    // In view already, clear of sticky headers and of the small player, and to stay there.
    if (!glide && top > Math.min(96, scrollY) && bottom < innerHeight - 96) return;
    clearTimeout(glide);
    // A smooth scroll takes less than a second. `scrollend` does not tell: Firefox sends one for
    // each that the next one takes over, Safari had none before 26.2.
    glide = setTimeout(() => {
      glide = 0;
      // It ended elsewhere: something else has scrolled as well.
      if (isOut()) state.yielded = true;
    }, 1000);
    marked.scrollIntoView({
      behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth",
    });
  }

  function measure() {
    stood = box().top;
    scrolled = scrollY;
  }

  const isOut = () => {
    const { top, bottom } = box();
    return bottom < 0 || top > innerHeight;
  };

  // The words that are read moved in the window, and not by us: a jump or a search of the reader's.
  // Content that grows above them leaves them where they are (scroll anchoring).
  function onScroll() {
    const before = stood;
    measure();
    if (!glide && Math.abs(stood - before) > 2) state.yielded = true;
  }

  const readAlong = {
    /**
     * Return the block that a key is pressed on, if it is on one.
     * @param {Event} event
     */
    focused: ({ target }) => (target === stop ? stop : null),

    /** @param {HTMLElement | null} element */
    focus(element) {
      setRovingTabindex(element);
      element?.focus();
    },

    /**
     * Mark a block's element, or what can be seen of it; null: none.
     * @param {HTMLElement | null} element
     */
    show(element) {
      const shown = shownFor(element);
      // Not while a scroll is on its way to `onScroll`.
      if (scrolled === scrollY) measure();
      if (shown === marked) return;
      // Not `marked` alone: a script may have swapped the page for a copy of itself, mark and all.
      for (const old of document.querySelectorAll("[data-audio-current]")) old.toggleAttribute("data-audio-current", false);
      marked = shown;
      measure();
      marked?.toggleAttribute("data-audio-current", highlight);
      keepInView();
      if (!marked || stop !== document.activeElement) setRovingTabindex(element);
    },

    // Follow again, from wherever the reader has gone.
    follow() {
      state.yielded = false;
      keepInView();
    },

    // Whether the reader has gone so far that what is read is out of sight.
    get lost() {
      return !!(part.follow.checked && state.yielded && marked) && isOut();
    },
  };

  /**
   * @param {string} names
   * @param {(event: any) => void} listener
   * @param {boolean} [capture]
   */
  const on = (names, listener, capture) => {
    for (const name of names.split(" ")) addEventListener(name, listener, { signal, capture, passive: true });
  };

  // The controls' own gestures and keys are no scrolling; the wheel over them is.
  const onReaderScroll = (/** @type {Event} */ { type, target }) => {
    if (type === "wheel" || target !== host) state.yielded = true;
  };
  on("wheel touchmove", onReaderScroll);
  on("scroll", onScroll, true);
  on("resize", measure);
  on("keydown", (event) => SCROLL_KEYS.test(event.key) && onReaderScroll(event));
  on("pointerdown", () => {
    // A click that only ends a selection is none.
    selecting = isSelecting();
  }, true);
  // Before the theme's own listeners, which may fetch the page and swap it.
  on("click", ({ target }) => {
    const link = target.closest?.("a[href*='#']");
    if (link?.pathname !== location.pathname) return;
    if (!(timeIn(link.hash) >= 0)) state.yielded = true;
    // The address stays as it is, so nobody else is told.
    else if (link.hash === location.hash) playLink();
  }, true);
  on("click", ({ target, defaultPrevented, detail }) => {
    clearTimeout(clickTimer);
    /** @type {HTMLElement | null} */
    const block = target.closest?.("[data-audio-block]");
    const other = defaultPrevented || selecting || detail > 1 || isSelecting();
    if (!block || !state.listening || other || target.closest(CLICKABLE)) return;
    // The next key is for the block: Space pauses there.
    setRovingTabindex(block);
    block.focus({ preventScroll: true });
    // A second click within this time makes a double click, which selects a word.
    clickTimer = setTimeout(() => isSelecting() || playBlock(block.dataset.audioBlock), 300);
  });
  signal.addEventListener("abort", () => {
    clearTimeout(clickTimer);
    clearTimeout(glide);
    readAlong.show(null);
  });
  return readAlong;
}

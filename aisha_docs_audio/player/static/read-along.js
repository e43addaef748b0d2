// The page read along: which block is marked, what a click on a block does, scrolling.

import { fill } from "./controls.js";
import { timeIn } from "./cues.js";
import { shownFor } from "./folds.js";

// What has a click of its own; a block in or around one of these leaves it alone.
const CLICKABLE =
  "a[href],button,input,select,textarea,label,summary,audio,video,[contenteditable]," +
  "[role=button],[role=link],[role=tab],[role=checkbox],[role=switch],[role=menuitem]";

const SCROLL_KEYS = /^(Page|Home|End|Arrow[UD]| )/;

// A second click within it makes a double click, which selects a word.
const DOUBLE_CLICK_MS = 300;


/** @typedef {ReturnType<typeof createReadAlong>} ReadAlong */

/** @param {import("./state.js").Player} player */
export function createReadAlong({ host, part, words, state, signal, playBlock }) {
  const highlight = !("noHighlight" in host.dataset);
  /** @type {HTMLElement | null | undefined} */
  let marked;
  /** @type {HTMLElement | null} the one block in the tab order: all of them would be a hundred stops */
  let stop = null;
  /** @type {Record<string, string | number>} the attributes that it was given */
  let given = {};
  let selecting = false;
  let offset = 0; // how far the marked element stood from where it is scrolled to
  let scrolled = 0;
  let clickTimer = 0;

  const follows = () => highlight && part.follow.checked;

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
    const { top, bottom, height } = box();
    if (!follows() || state.yielded || !marked || !height) return;
    // In view already, clear of sticky headers and of the small player.
    if (top > innerHeight * 0.12 && bottom < innerHeight * 0.8) return;
    marked.scrollIntoView({
      block: height < innerHeight / 2 ? "center" : "start",
      behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth",
    });
  }

  function measure() {
    const { top, height } = box();
    offset = Math.abs(top - (height < innerHeight / 2 ? (innerHeight - height) / 2 : 80));
    scrolled = scrollY;
  }

  // The words that are read went further off: a jump or a search of the reader's. Our own scrolls
  // bring them nearer, and content that grows above them leaves them where they are (scroll
  // anchoring).
  function onScroll() {
    const before = offset;
    measure();
    if (offset > before + 9) state.yielded = true;
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
      marked?.toggleAttribute("data-audio-current", false);
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
      const { top, bottom, height } = box();
      return !!(follows() && state.yielded && height && marked) && (bottom < 0 || top > innerHeight);
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
  on("hashchange", () => (state.yielded ||= !(timeIn(location.hash) >= 0)));
  on("pointerdown", () => {
    // A click that only ends a selection is none.
    selecting = isSelecting();
  }, true);
  // Before the theme's own listeners, which may fetch the page and swap it.
  on("click", ({ target }) => {
    const link = target.closest?.("a[href*='#']");
    if (link?.pathname === location.pathname) state.yielded ||= !(timeIn(link.hash) >= 0);
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
    clickTimer = setTimeout(() => isSelecting() || playBlock(block.dataset.audioBlock), DOUBLE_CLICK_MS);
  });
  signal.addEventListener("abort", () => {
    clearTimeout(clickTimer);
    readAlong.show(null);
  });
  return readAlong;
}

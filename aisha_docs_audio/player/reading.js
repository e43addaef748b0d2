// The page read along: which block is marked, what a click or a key on a block does, scrolling.

// What has a click of its own; a block in or around one of these leaves it alone.
const CLICKABLE =
  "a[href],button,input,select,textarea,label,summary,audio,video,[contenteditable]," +
  "[role=button],[role=link],[role=tab],[role=checkbox],[role=switch],[role=menuitem]";

const SCROLL_KEYS = /^(Page|Home|End|Arrow[UD]| )/;

// `player` has `host`, `listening`, `playing`, `highlight`, `follows` and `playBlock(number)`.
function readAlong(player, signal) {
  let marked = null; // the element that is marked
  let stop = null; // the one block in the tab order: all of them would be a hundred stops
  let astray = false; // the reader has scrolled: leave the page where it is
  let selecting = false;

  const on = (name, listener, capture) =>
    document.addEventListener(name, listener, { signal, capture, passive: true });

  function reach(element) {
    stop?.removeAttribute("tabindex");
    stop = element?.tabIndex < 0 ? element : null;
    stop?.setAttribute("tabindex", 0);
  }

  function scroll() {
    if (!player.follows || astray) return;
    const { top, bottom, height } = marked?.getBoundingClientRect() ?? {};
    // Hidden (a closed tab), or in view already, clear of sticky headers and of the small player.
    if (!height || (top > innerHeight * 0.12 && bottom < innerHeight * 0.8)) return;
    marked.scrollIntoView({
      block: height < innerHeight / 2 ? "center" : "start",
      behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth",
    });
  }

  const reading = {
    // The block that a key is pressed on, if it is on one.
    focused: ({ target }) => target === stop && target,

    focus(element) {
      reach(element);
      element.focus();
    },

    // Mark a block's element; null: none.
    show(element) {
      if (element === marked) return;
      marked?.removeAttribute("data-audio-current");
      marked = element;
      if (player.highlight) element?.setAttribute("data-audio-current", "");
      scroll();
      if (!element || stop !== document.activeElement) reach(element);
    },

    // Follow again, from wherever the reader has scrolled to.
    follow() {
      astray = false;
      scroll();
    },

    // Whether the reader has scrolled so far that what is read is out of sight.
    get lost() {
      const { top, bottom, height } = marked?.getBoundingClientRect() ?? {};
      return player.follows && astray && height > 0 && (bottom < 0 || top > innerHeight);
    },
  };

  // The controls' own gestures and keys are no scrolling; the wheel over them is.
  const stray = ({ type, target }) => {
    if (player.playing && (type === "wheel" || target !== player.host)) astray = true;
  };
  on("wheel", stray);
  on("touchmove", stray);
  on("keydown", (event) => SCROLL_KEYS.test(event.key) && stray(event));
  on("pointerdown", (event) => {
    // A click that only ends a selection is none.
    selecting = !getSelection().isCollapsed;
    // The page's scroll bar.
    if (event.target === document.documentElement) stray(event);
  }, true);
  on("click", ({ target, defaultPrevented }) => {
    const block = target.closest?.("[data-audio-block]");
    const other = defaultPrevented || selecting || !getSelection().isCollapsed;
    if (block && player.listening && !other && !target.closest(CLICKABLE)) {
      player.playBlock(block.dataset.audioBlock);
    }
  });
  signal.addEventListener("abort", () => reading.show(null));
  return reading;
}

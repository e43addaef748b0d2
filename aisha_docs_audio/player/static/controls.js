// The controls as elements. They are made node by node: Trusted Types forbid innerHTML.

/** @typedef {Record<string, string>} Words the labels of one languageby their names in labels.py */

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];

// Drawn on 24 × 24. The sign is cut out of the disc: it turns the other way round.
const DISC = "M12 0a12 12 0 1 1-.1 0z";
/** @type {Record<string, string>} */
export const SIGNS = {
  play: DISC + "M9 7v10l8-5z",
  pause: DISC + "M8 7v10h3V7zM13 7v10h3V7z",
  previous: "M7 7v10M17 7l-7 5 7 5z",
  next: "M17 7v10M7 7l7 5-7 5z",
  back: "M9 5h3a7 7 0 1 1-7 7M12 2l-3 3 3 3",
  forward: "M15 5h-3a7 7 0 1 0 7 7M12 2l3 3-3 3",
  more: "M5 9l7 6 7-6",
  close: "M7 7l10 10M17 7l-10 10",
};

/**
 * @template {Element} T
 * @param {T} element
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
export function fill(element, attributes, ...children) {
  for (const name in attributes) element.setAttribute(name, `${attributes[name]}`);
  element.append(...children);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
const make = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, ...children);

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 */
const draw = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, ...children);

/**
 * Fill the shadow root and return its controls by the names of their parts.
 * @param {ShadowRoot} root
 * @param {Words} words
 * @param {string} language
 */
export function createControls(root, words, language) {
  const button = (/** @type {string} */ part, /** @type {Node[]} */ ...children) =>
    make("button", { part: "button " + part, title: words[part] || "" }, ...children);
  const sign = (/** @type {string} */ name, text = "") =>
    button(name, draw("svg", { viewBox: "0 0 24 24" }, draw("path", { d: SIGNS[name] }), draw("text", { x: 12, y: 15 }, text)));
  const range = (/** @type {string} */ part, max = 1) =>
    make("input", { type: "range", part, max, step: "any", "aria-label": words[part] });
  const check = (/** @type {string} */ part) => make("label", {}, make("input", { type: "checkbox", part }), words[part]);
  // Not toLocaleString: its first call costs more than all the rest.
  const point = /^en/.test(language) ? "." : ",";
  const speeds = SPEEDS.map((value) => make("option", { value }, `${value}×`.replace(".", point)));

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CONTROLS_CSS);
  root.adoptedStyleSheets = [sheet];
  root.append(
    make("div", { part: "bar" },
      make("div", { part: "rows" },
        sign("play"),
        make("div", { part: "seek" },
          make("span", { part: "title" }),
          make("span", { part: "time" }),
          range("position")),
        button("offer"),
        make("div", { part: "keys" },
          sign("previous"),
          sign("back", "15"),
          sign("forward", "15"),
          sign("next")),
        make("div", { part: "keys" },
          make("select", { part: "speed", "aria-label": words.speed }, ...speeds),
          sign("more"),
          sign("close")),
        make("div", { part: "panel" },
          check("follow"),
          check("onward"),
          make("label", {}, words.volume, range("volume")),
          make("a", { part: "link" }, words.link),
          make("a", { part: "download" }, words.download),
          make("a", { part: "transcript" })),
        make("slot", { name: "note" }))),
    make("div", { part: "said", role: "status" }),
    // Not shown here; the theme's color for links is read off it.
    make("slot", { name: "transcript", hidden: "" }),
  );
  /** @type {any} */
  const part = {};
  for (const element of root.querySelectorAll("[part]")) part[element.part[1] ?? element.part] = element;
  return /** @type {Controls} */ (part);
}

/**
 * @typedef {Record<"bar" | "title" | "time" | "panel" | "said", HTMLElement>
 *   & Record<"play" | "offer" | "previous" | "back" | "forward" | "next" | "more" | "close", HTMLButtonElement>
 *   & Record<"position" | "follow" | "onward" | "volume", HTMLInputElement>
 *   & Record<"link" | "download" | "transcript", HTMLAnchorElement>
 *   & { speed: HTMLSelectElement }} Controls
 */

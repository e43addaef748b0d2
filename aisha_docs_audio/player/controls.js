// The controls as elements. They are made node by node: Trusted Types forbid innerHTML.

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];

// Drawn on 24 × 24. The sign is cut out of the disc.
const DISC = "M12 0a12 12 0 1 1 0 24a12 12 0 0 1 0-24z";
const SIGNS = {
  play: DISC + "M9.5 7v10l8-5z",
  pause: DISC + "M8 7.5v9h2.7v-9zM13.3 7.5v9h2.7v-9z",
  previous: "M7 6.5v11M17.5 7l-7 5 7 5z",
  next: "M17 6.5v11M6.5 7l7 5-7 5z",
  back: "M9 5h3a7.5 7.5 0 1 1-7.2 5.4M11.5 2l-3 3 3 3",
  forward: "M15 5h-3a7.5 7.5 0 1 0 7.2 5.4M12.5 2l3 3-3 3",
  more: "M5 9.5l7 6 7-6",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
};

function fill(element, attributes, ...children) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

const make = (tag, ...rest) => fill(document.createElement(tag), ...rest);

const draw = (tag, ...rest) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), ...rest);

// "1:05", "1:01:05"
const clock = (seconds) =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((number) => `${number | 0}`.padStart(2, "0"))
    .join(":")
    .replace(/^0(0:0?)?/, "");

// Fill the shadow root, give its parts by name. `words`: the labels of one language.
function makeControls(root, words, language) {
  const button = (part, title, ...children) => make("button", { part: "button " + part, title }, ...children);
  const sign = (name, ...children) =>
    button(name, words[name], draw("svg", { viewBox: "0 0 24 24" }, draw("path", { d: SIGNS[name] }), ...children));
  const fifteen = () => draw("text", { x: 12, y: 15.4 }, "15");
  const range = (part, name, max) => make("input", { type: "range", part, max, step: "any", "aria-label": name });
  const check = (part) => make("label", {}, make("input", { type: "checkbox", part }), words[part]);
  // Not toLocaleString: its first call costs more than all the rest.
  const point = language.startsWith("en") ? "." : ",";
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
          range("position", words.position)),
        button("offer", ""),
        make("div", { part: "keys" },
          sign("previous"),
          sign("back", fifteen()),
          sign("forward", fifteen()),
          sign("next"),
          make("select", { part: "speed", "aria-label": words.speed }, ...speeds),
          sign("more"),
          sign("close")),
        make("div", { part: "panel" },
          check("follow"),
          check("onward"),
          make("label", {}, words.volume, range("volume", words.volume, 1)),
          make("a", { part: "download" }, words.download),
          make("a", { part: "transcript" })),
        make("slot", { name: "note" }))),
    make("div", { part: "said", role: "status" }),
    // Not shown here; the theme's colour for links is read off it.
    make("slot", { name: "transcript", hidden: "" }),
  );
  return Object.fromEntries([...root.querySelectorAll("[part]")].map((e) => [e.part[e.part.length - 1], e]));
}

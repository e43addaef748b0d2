// For pages that a script takes over (React, Vue): what was added is taken out before the framework
// looks at the page, and put back when it is done; and again on every page that it goes to.
//
// A framework compares the page with what it would have written itself, and throws away what it does
// not expect. Attributes it leaves alone. This file stands in the page without `defer`, so that it
// runs before every script that waits for the end of the page, as those of frameworks do.

/**
 * @typedef {object} NarratedPage
 * @property {HTMLElement} player
 * @property {{ number: string, name: string, text: string }[]} blocks
 * @property {string | null} after the number of the block that the player stands behind; else
 * @property {number[]} place the way from the content to the player's place, by children
 */

const NAME = "aisha-audio";
const NUMBER = "data-audio-block";

// So long a page may take to be taken over once it has loaded; after that nobody does it.
const PATIENCE_MS = 4000;

const SETTLED_MS = 60;

const script = /** @type {HTMLScriptElement} */ (document.currentScript);

/** @type {Map<string, Promise<NarratedPage | undefined>>} by path */
const pages = new Map();
/** @type {NarratedPage | undefined} */
let shown;
let shownPath = location.pathname;
/** @type {Element[]} */
let numbered = [];
/** @type {HTMLElement | undefined} the element that keeps the player's room while it is away */
let keeper;
let scheduled = 0;

/** @param {Element} element */
const textOf = (element) => (element.textContent ?? "").replace(/\s+/g, "");

// Menus beside the content have its words too.
/** @param {Document} page */
const contentOf = (page) => page.querySelector("main") ?? page.body;

/**
 * Take out of a document what was added to it, and return that.
 * @param {Document} page
 * @param {Element} last of what was added
 * @param {string} url the document's
 * @returns {NarratedPage | undefined}
 */
function takeOut(page, last, url) {
  const parent = /** @type {Element} */ (last.parentElement);
  /** @type {ChildNode[]} */
  const added = [];
  for (let node = last.nextSibling; node; node = node.previousSibling) {
    added.unshift(node);
    if (node.nodeType === Node.COMMENT_NODE && node.textContent === ` ${NAME} `) break;
  }
  const elements = /** @type {HTMLElement[]} */ (added.filter((node) => node instanceof Element));
  const player = elements.find(({ localName }) => localName === NAME);
  const before = /** @type {HTMLElement | null} */ (elements[0].previousElementSibling);
  const room = player?.offsetHeight;
  // The page's own mark for the player's place had given way to the player.
  const { instead } = elements[0].dataset;
  if (instead) elements[0].insertAdjacentHTML("beforebegin", instead);
  for (const node of added) node.remove();
  parent.normalize();
  if (!player) return;
  for (const name of ["src", "href"]) {
    for (const element of player.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, new URL(element.getAttribute(name) ?? "", url).href);
    }
  }
  const content = contentOf(page);
  const place = [before ? [...parent.children].indexOf(before) + 1 : 0];
  for (let inner = parent; inner !== content && inner.parentElement; inner = inner.parentElement) {
    place.unshift([...inner.parentElement.children].indexOf(inner));
  }
  if (room && before) {
    keeper = before; // so that the text does not jump
    keeper.style.paddingBottom = `calc(${room}px + 1.5em)`;
  }
  const blocks = [...page.querySelectorAll(`[${NUMBER}]`)].map((block) => ({
    number: block.getAttribute(NUMBER) ?? "",
    name: block.localName,
    text: textOf(block),
  }));
  return { player, blocks, after: before && before.getAttribute(NUMBER), place };
}

/**
 * Number the blocks of the page that is shown, in their order; return whether it is this one.
 * @param {NarratedPage} page
 */
function numberBlocks({ blocks }) {
  const names = [...new Set(blocks.map(({ name }) => name))].join();
  const elements = [...contentOf(document).querySelectorAll(names)];
  /** @type {Map<string, number[]>} */
  const places = new Map();
  elements.forEach((element, place) => {
    const key = `${element.localName} ${textOf(element)}`;
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  });
  let last = -1;
  const found = new Map();
  for (const { number, name, text } of blocks) {
    const place = places.get(`${name} ${text}`)?.find((each) => each > last);
    if (place === undefined) continue;
    last = place;
    found.set(elements[place], number);
  }
  for (const element of document.querySelectorAll(`[${NUMBER}]`)) {
    if (!found.has(element)) element.removeAttribute(NUMBER);
  }
  if (found.size * 2 < blocks.length) return false;
  for (const [element, number] of found) element.setAttribute(NUMBER, number);
  numbered = [...found.keys()];
  return true;
}

/** @param {NarratedPage} page */
function putPlayer({ player, after, place }) {
  if (keeper) {
    keeper.style.paddingBottom = "";
    if (!keeper.getAttribute("style")) keeper.removeAttribute("style");
    keeper = undefined;
  }
  const block = document.querySelector(`[${NUMBER}="${after}"]`);
  if (block) return block.after(player);
  /** @type {Element} */
  let parent = contentOf(document);
  for (const step of place.slice(0, -1)) parent = parent.children[step] ?? parent;
  parent.insertBefore(player, parent.children[place[place.length - 1]] ?? null);
}

/**
 * Fetch a page as it was narrated.
 * @param {string} path
 */
async function fetchPage(path) {
  try {
    const answer = await fetch(path);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const last = page.querySelector("script[data-audio-last]");
    return last ? takeOut(page, last, answer.url) : undefined;
  } catch {
    pages.delete(path); // offline: another time
  }
}

async function update() {
  scheduled = 0;
  const path = location.pathname;
  if (path !== shownPath) {
    shownPath = path;
    shown?.player.remove();
    shown = undefined;
    if (!pages.has(path)) pages.set(path, fetchPage(path));
    const page = await pages.get(path);
    if (path !== shownPath) return;
    shown = page;
  }
  if (!shown) return;
  const { player, blocks } = shown;
  const isWhole = numbered.length === blocks.length && numbered.every((each) => each.isConnected);
  // What the framework shows may still be the page before this one.
  if (isWhole && player.isConnected) return;
  if (numberBlocks(shown) && !player.isConnected) putPlayer(shown);
}

/** Whether the framework has gone through all of the content. */
function isTakenOver() {
  const { hasHydrated } = document.documentElement.dataset;
  if (hasHydrated) return hasHydrated === "true"; // Docusaurus says so
  const blocks = document.querySelectorAll(`[${NUMBER}]`);
  /** @type {Element | null} */
  let node = blocks[blocks.length - 1] ?? contentOf(document);
  for (; node; node = node.parentElement) {
    if (Object.keys(node).some((key) => key === "__vue_app__" || key.startsWith("__reactFiber$"))) return true;
  }
  return false;
}

const later = (milliseconds = SETTLED_MS) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function start() {
  const style = /** @type {HTMLLinkElement} */ (document.querySelector(`link[href*='${NAME}/${NAME}']`));
  shown = takeOut(document, script, location.href);
  pages.set(shownPath, Promise.resolve(shown));
  let patience = PATIENCE_MS;
  while (!isTakenOver() && patience > 0) {
    await later();
    if (document.readyState === "complete") patience -= SETTLED_MS;
  }
  await later();
  const styled = new Promise((resolve) => (style.onload = style.onerror = resolve));
  document.head.append(style);
  await styled;
  new MutationObserver(() => {
    scheduled ||= window.setTimeout(update, SETTLED_MS);
  }).observe(document.body, { childList: true, subtree: true });
  update();
}

// A link of the framework's own goes on without loading the page anew, and so the sound may go on.
document.addEventListener("click", (event) => {
  const next = /** @type {Element} */ (event.target).closest(`${NAME} a[data-next]`);
  if (!(next instanceof HTMLAnchorElement) || event.defaultPrevented) return;
  const same = [...document.links].find((link) => link.pathname === next.pathname && !link.closest(NAME));
  if (!same) return;
  event.preventDefault();
  same.click();
}, true);

if (document.readyState === "loading") document.addEventListener("readystatechange", start, { once: true });
else start();

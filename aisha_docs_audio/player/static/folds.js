// What can be seen of a block that cannot: the summary of its closed fold, the label of its tab.

/** @param {Element} element */
const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

/**
 * Return the block's element itself where it is shown, else what stands for it in the page.
 * @param {HTMLElement | null} element
 * @returns {HTMLElement | null | undefined}
 */
export function shownFor(element) {
  if (!element || isShown(element)) return element;
  /** @type {Element} what is hidden, in `around`, which is not */
  let hidden = element;
  let around = hidden.parentElement;
  while (around && !isShown(around)) {
    hidden = around;
    around = hidden.parentElement;
  }
  if (!around) return;
  const before = hidden.previousElementSibling;
  const labels = around.previousElementSibling?.children;
  const panels = around.children;
  const found = [
    around.querySelector(":scope>summary"),
    document.getElementById(hidden.getAttribute("aria-labelledby") ?? ""),
    before?.localName === "label" && before,
    // One list of labels, one of panels (pymdownx.tabbed, and so Material).
    labels?.length === panels.length && labels[[...panels].indexOf(hidden)],
    around.clientHeight < innerHeight && around,
  ].find((candidate) => candidate && isShown(candidate));
  return /** @type {HTMLElement | undefined} */ (found);
}

// The site's own colors: that of its links, and the ground under the player. They are read off
// the page, so that no theme need be known by name.

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} link
 */
function copyColors(host, link) {
  const { style } = document.documentElement;
  /** @type {HTMLElement | null} */
  let node = host;
  let ground;
  do ground = getComputedStyle(node).backgroundColor;
  while (/rgba|\//.test(ground) && (node = node.parentElement));
  style.setProperty("--aisha-audio-page", node ? ground : "Canvas");
  style.setProperty("--aisha-audio-link", getComputedStyle(link).color);
}

/**
 * Copy them with the first frame, which needs all styles anyway, and whenever they may change.
 * @param {HTMLElement} host
 * @param {HTMLElement} link one that the theme has styled
 * @param {AbortSignal} signal
 */
export function watchColors(host, link, signal) {
  const copy = () => {
    if (signal.aborted) return;
    copyColors(host, link);
    // What this has just changed itself.
    theme.takeRecords();
  };
  // Every theme's switch sets an attribute there.
  const theme = new MutationObserver(() => {
    copy();
    // After the theme's transitions.
    setTimeout(copy, 400);
  });
  for (const node of [document.documentElement, document.body]) theme.observe(node, { attributes: true });
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", copy, { signal });
  signal.addEventListener("abort", () => theme.disconnect());
  requestAnimationFrame(copy);
}

// The site's own colours: that of its links, and the ground under the player. They are read off
// the page, so that no theme need be known by name.

function takeColours(host) {
  const { style } = document.documentElement;
  const link = host.querySelector("[slot=transcript]");
  let node = host;
  let ground;
  do ground = getComputedStyle(node).backgroundColor;
  while (/rgba|\//.test(ground) && (node = node.parentElement));
  style.setProperty("--aisha-audio-page", node ? ground : "Canvas");
  style.setProperty("--aisha-audio-link", getComputedStyle(link).color);
}

// Take them with the first frame, which needs all styles anyway, and whenever they may change.
function watchColours(host, signal) {
  const take = () => {
    if (signal.aborted) return;
    takeColours(host);
    // What this has just changed itself.
    theme.takeRecords();
  };
  // Every theme's switch sets an attribute there.
  const theme = new MutationObserver(() => {
    take();
    // After the theme's transitions.
    setTimeout(take, 400);
  });
  for (const node of [document.documentElement, document.body]) theme.observe(node, { attributes: true });
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", take, { signal });
  signal.addEventListener("abort", () => theme.disconnect());
  requestAnimationFrame(take);
}

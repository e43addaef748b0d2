"""A site that a script takes over, as React and Vue do it, cut down to what matters to a player.

Written by hand. The script compares the page with what it expects, node for node; finds it
something else, it complains and writes all of it anew. Attributes it leaves alone, as those do.
"""

from __future__ import annotations

import json

BASE = "/base/"

CONTENT = {
    "": '<main><h1>Start</h1><p><a href="/base/one">One</a></p></main>',
    "one": (
        '<nav><a href="/base/">Start</a></nav><main><header><h1>Page one</h1></header>\n'
        "<p>The first paragraph of it.</p>\n<!----><p>Another paragraph of one.</p>"
        '<p>The first paragraph of it.</p><a class="pagination-nav__link--next" href="/base/two">'
        "Two</a></main>"
    ),
    "two": (
        '<nav><a href="/base/one">Page one</a></nav><main><header><h1>Page two</h1></header>\n'
        '<p>The second page says this.</p><aisha-audio class="x"></aisha-audio>'
        "<p>And it says that.</p></main>"
    ),
}

SCRIPT = """
const pages = %s, kind = "%s", root = document.getElementById("__docusaurus");
const key = () => location.pathname.split("/")[2];
window.complaints = [];
window.heading = document.querySelector("h1");
const shape = (node) => [...node.childNodes]
  .filter(({ nodeType }) => kind === "vue" || nodeType !== 8)
  .map((child) => child.nodeName + (child.data ?? "") + "(" + shape(child) + ")").join();
const render = () => {
  root.innerHTML = pages[key()];
  document.title = root.querySelector("h1").textContent + " | Site";
};
window.render = render;
const hydrate = () => {
  const expected = document.createElement("div");
  expected.innerHTML = pages[key()];
  if (shape(expected) !== shape(root)) {
    window.complaints.push(shape(root));
    render();
  }
  if (kind === "vue") root.__vue_app__ = {};
  else for (const node of root.querySelectorAll("*")) node.__reactFiber$abc = {};
  window.isHydrated = true;
};
// The parts of a page are still on their way.
setTimeout(hydrate, 500);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const isOurs = link && root.contains(link) && !link.closest("aisha-audio");
  if (!isOurs || event.defaultPrevented) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  setTimeout(render, 100);
});
addEventListener("popstate", render);
"""

PAGE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} | Site</title>'
    '<link rel="icon" href="data:,"><script src="/base/app.js" defer></script></head>\n'
    '<body><div id="__docusaurus">{content}</div></body></html>\n'
)


def files_of(kind: str) -> dict[str, str]:
    """Return the built site's files, as "react" or "vue" take it over."""
    files = {"app.js": SCRIPT % (json.dumps(CONTENT), kind)}
    for name, content in CONTENT.items():
        title = content.partition("<h1>")[2].partition("</h1>")[0]
        files[f"{name}/index.html".lstrip("/")] = PAGE.format(title=title, content=content)
    return files

"""Which pages mkdocs-encryptcontent-plugin is going to encrypt: nothing of them may leave here.

It encrypts when pages are written, long after they were read. Under its name also forks are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_NAME = "encryptcontent"
_KEYS = ("password", "level", "obfuscate")
"""What encrypts a page in its front matter. Empty, it lifts what holds for the whole site."""


def will_encrypt(metadata: Mapping[str, Any], config: MkDocsConfig) -> bool:
    """Whether a page with this front matter, as its author wrote it, will be encrypted.

    Also where only a part of it is (`inject_id`): the text around it tells of what it hides.
    """
    for plugin in _plugins(config):
        # The plugin's own order: a page's value, be it empty, stands above the site's.
        values = {"password": plugin.config.get("global_password")}
        if "_global" in getattr(plugin, "setup", {}).get("level_keys", ()):
            values["level"] = "_global"
        values |= {key: str(metadata[key]) for key in _KEYS if key in metadata}
        if any(values.values()):
            return True
    return False


def is_encrypted(page: Page, config: MkDocsConfig) -> bool:
    """Whether the plugin has marked this page for itself, whatever told it to."""
    marked = hasattr(page, "encryptcontent") or getattr(page, "encrypted", False)
    return marked and any(_plugins(config))


def _plugins(config: MkDocsConfig) -> Iterator[Any]:
    for name, plugin in config.plugins.items():
        # A second instance is called "encryptcontent #2".
        if name.split(" #")[0].rsplit("/", 1)[-1] == _NAME:
            yield plugin

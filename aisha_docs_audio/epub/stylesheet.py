"""The book's style: little, so that readers' own fonts, sizes and colours stay theirs."""

from __future__ import annotations

from aisha_docs_audio.epub.package_document import ACTIVE_CLASS

STYLESHEET = f"""\
img, svg {{ max-width: 100%; height: auto }}
svg[width="1em"] {{ width: 1em; height: 1em; vertical-align: -0.1em }}
.twemoji svg {{ width: 1em; height: 1em; fill: currentColor }}
img.twemoji, img.emoji {{ height: 1em }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85em }}
pre, .admonition, .topic, aside {{ border-inline-start: 0.2em solid; padding-inline-start: 0.8em }}
code {{ overflow-wrap: anywhere }}
table {{ border-collapse: collapse }}
th, td {{ border-bottom: 1px solid; padding: 0.2em 0.5em; text-align: start; vertical-align: top }}
.right {{ text-align: right }}
.center {{ text-align: center }}
.admonition-title, .tab, .rubric, summary {{ font-weight: bold }}
dt {{ font-weight: bold }}
.{ACTIVE_CLASS} {{ background-color: #ffec99; color: #000 }}
.{ACTIVE_CLASS} a {{ color: #000 }}
"""

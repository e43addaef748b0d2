"""The shapes of icons that mean "yes" or "no", for inline SVG carries no name.

Each is the beginning of the SHA-256 of the drawing's paths: check marks, crosses and thumbs of
Material Design Icons, Octicons and Font Awesome as Material for MkDocs 9.7 ships them.
"""

from __future__ import annotations

from aisha_docs_audio.reading.html_tags import tag_names

YES_ICONS = tag_names(
    "08d29cb9 2007cdf3 2bc5055e 2c27d186 2c62ca65 30b27e18 31e45a40 387a695c 3f848942 "
    "4388c789 4952a84c 4a66ad21 4e49909b 527c2e6b 5caa5963 5e06f6e1 700be432 7daa9dbc "
    "87df6c74 8a768a4c 8fb40d23 9df3511d a32b77d7 b1510871 c0362ff2 c3716808 cd69038d "
    "cdc2b209 d64039ed dad5ac57 ee4cc924 "
)

NO_ICONS = tag_names(
    "04dc11b9 0f3973fd 217d476e 262dbb4a 2852a110 36dc9dcc 37fa7ce0 3ad566ff 3e341770 "
    "45b206f1 47ff3fd6 4a4c6982 5664b106 5b773105 610408be 6390363a 6e6ebff5 73ac0822 "
    "849b9414 a5dde0fe b251ec87 bd572d9a e49db0c3 e581d1ad ee7d7b12 f9aa3c78 fc003c35 "
    "fcb28fbc "
)

"""The signs of a literal by their neighbours: which are said, which are kept, which are gone."""

from __future__ import annotations

import re
from typing import NamedTuple

_LEFT, _RIGHT = r"(?<=[^\W_\x20)\]}'\"])", r"(?=[\w(\['\"$-])"


class _Rule(NamedTuple):
    pattern: str
    action: str
    """operator, inside, name: said by that table; kept; gone; part: kept, and a space behind."""


RULES: tuple[_Rule, ...] = (
    # The first rule that fits counts. Calls, empty strings, numbers:
    _Rule(r"(?<=\w)\(\)", "gone"),
    _Rule(
        r"(?<![\w\"'])(?:\"\"|'')(?![\w\"'])|(?<=(?<!\w)[bfruBFRU])(?:\"\"|'')(?![\w\"'])", "name"
    ),
    _Rule(r"(?<=[0-9])[.,:](?=[0-9])", "kept"),
    _Rule(r"(?<=[0-9])[%°]|(?<=[0-9])–(?=[0-9])", "kept"),
    _Rule(r"(?<=[\w)\]])[×÷≥≤≠](?=[\w(])|(?<=\S )[×÷≥≤≠](?= \S)", "operator"),
    _Rule(r"\$(?=[0-9](?![0-9.,]))", "inside"),  # $1 is a parameter
    _Rule(r"\$(?=[0-9])", "kept"),
    # Dots and commas:
    _Rule(r"\.(?=\./)", "inside"),
    _Rule(r"\.{2,}", "name"),
    _Rule(r"\.", "inside"),
    _Rule(r"[,;](?=\s?(?:[\w\"'(\[{$<*.-]))", "part"),
    _Rule(r"\"{3}|'{3}", "name"),
    # Operators between operands, with spaces around them, or without:
    _Rule(r"(?<=\S )(?:<|>>?)(?= [\w.~-]*[./])", "name"),  # cmd > file.txt
    _Rule(
        r"(?<=[0-9A-Za-z_)\]] )\*(?= (?:[0-9a-z_(\U00020000-\U0002a6df]|[A-Z](?!\w)))"
        r"(?! from\b)(?<![A-Z]{2} \*)",
        "operator",
    ),
    _Rule(r"(?<=[0-9)] )/(?= )|(?<=(?<!\w)\w )/(?= )|(?<= )/(?= [0-9(])", "operator"),
    _Rule(
        r"(?<=\S )(?:===|!==|<=|>=|==|!=|<>|~=|=~|\*\*=|//=|\|\|=|&&=|[-+*/%]=|&&|\|\||->|=>|<<"
        r"|>>>?|[-+%=<>&|@])"
        r"(?= [\w(\[{'\"$./<~-])",
        "operator",
    ),
    _Rule(
        r"(?:(?<=\s)|(?<=\A))!==?(?= )|\A(?:===|<=|>=|==|!="
        r"|[<>](?= ?(?:[0-9\"'-]|\w{1,2}(?!\w)))(?![^<>]*>))(?= ?[\w\"'-])",
        "operator",
    ),
    _Rule(rf"{_LEFT}(?:===|!==|<=|>=|==|!=|~=|[-+*/%]=|&&|\|\||->|=>|[+=&|]){_RIGHT}", "operator"),
    _Rule(r"(?<=[^\W_])=(?=[./~<{])|(?<=[\w)\]])[<>]=?(?=[\"'][0-9])", "operator"),
    _Rule(
        r"(?<=[0-9])\*(?=[0-9])|(?<=[)\]\U00020000-\U0002a6df])\*(?=[0-9A-Za-z(\U00020000-\U0002a6df])"
        r"|(?<=[0-9A-Za-z])\*(?=\()",
        "operator",
    ),
    _Rule(r"(?<=(?<![^\W_])[a-z])-(?=[0-9])|(?<![^\W])-(?=[0-9])(?!0[0-9])", "operator"),
    _Rule(r"(?<=(?<![^\W_])[a-zA-Z0-9])[<>](?=[a-zA-Z0-9](?![^\W_]))", "operator"),
    _Rule(r"(?<=[0-9a-z)\U00020000-\U0002a6df])[<>](?=[0-9])", "operator"),
    _Rule(
        r"(?<=[^\W_])<(?=[A-Z\w][^<>]*>|[A-Z][\w<>, &?:\[\]]*>|[a-z][\w:]*<[\w:, <>*&]*>)"
        r"|(?<=[\w\]>])>(?=[\s>,.)]|\Z)"
        r"|(?<=[\w()]\))>(?=[>,]|\Z)",
        "gone",
    ),  # List<int>
    _Rule(
        r"(?<=[^\W_])<(?= ?[\U00020000-\U0002a6df(&\[*'][\w<>, &?:\[\]()'*;-]{0,60}>)", "gone"
    ),  # Option<&str>
    _Rule(r"(?<=[\w)\]])--(?=[\s;)]|\Z)", "operator"),
    # Options, underscores:
    _Rule(r"(?<![\w-])--(?=[A-Za-z])", "inside"),
    _Rule(r"(?<![\w-])-(?=[^\W\d_])", "inside"),
    _Rule(r"(?<=[^\W_])-(?=[^\W_])", "kept"),
    _Rule(r"(?<=[^\W_])_+(?=[^\W_])", "gone"),
    _Rule(r"(?<![^\W_])__?(?=[^\W_])|(?<=[^\W_])__?(?![\w])", "inside"),
    # Quotation marks around something say nothing:
    _Rule(r"(?<=(?<![^\W_])[bfruBFRU])['\"](?=.+['\"])|(?<=(?<![^\W_])[rRbB]{2})['\"]", "gone"),
    _Rule(r"(?<=[^\W_])'(?=[^\W_])", "kept"),
    _Rule(r"[\"'](?=[\w$./{%*<~@#\\-])|(?<=[\w.!?/)}\]%*>:-])[\"']", "gone"),
    # Signs with their neighbours:
    _Rule(r"\*\*+|/{3,}", "name"),
    _Rule(r"\A:(?= )", "name"),
    _Rule(r":(?= )", "kept"),
    _Rule(r"[@#$%\\/*+](?=\w)|//|/|(?<=\w)[+*@$#%](?=\W|\Z)", "inside"),
)
UNSAID = {"kept": "{}", "part": "{} ", "gone": " "}
ANY_RULE = re.compile(
    "|".join(f"({rule.pattern})" for rule in RULES) + r"|(?P<other>(?P<sign>[^\w\s]|_)(?P=sign)*)"
)

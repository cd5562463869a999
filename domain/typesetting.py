"""The typesetter behind papers and charts: typst, its templates, and the font that ships with them.

What people wrote reaches a template as JSON data only, never as markup.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent / "documents"


def compiler_of(template: str, words: Mapping[str, Any]) -> Any:
    """A typst compiler for a template of ours, which finds `words` in `sys.inputs`."""
    import typst  # loaded with the first paper or chart: it brings fonts and a typesetter

    return typst.Compiler(
        input=_HERE / "templates" / template,
        root=_HERE / "templates",
        font_paths=[_HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(words, ensure_ascii=False)},
    )

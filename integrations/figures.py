"""Figures in a message: a table as plain lines, or as HTML with its chart above it."""

from html import escape

from domain.statistics.table import Cell, Shown


def in_plain_words(shown: Shown) -> str:
    """Title and rows, a line each; the chart in words where there is one."""
    lines = [shown.title, " | ".join(shown.columns)]
    lines += [" | ".join(map(_said, row)) for row in shown.rows]
    if shown.chart is not None:
        lines.append(shown.chart.alt)
    return "\n".join(lines)


def in_html(shown: Shown, picture: str) -> str:
    """The table with the chart above it, which is the related part with the id `picture`."""
    chart = ""
    if shown.chart is not None:
        alt = escape(shown.chart.alt, quote=True)
        chart = f'<p><img src="cid:{escape(picture)}" alt="{alt}" width="640"></p>'
    head = "".join(f"<th>{escape(each)}</th>" for each in shown.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(_said(cell))}</td>' for cell in row)}</tr>"
        for row in shown.rows
    )
    return (
        f"<h4>{escape(shown.title)}</h4>{chart}"
        f'<table border="1" cellpadding="4" style="border-collapse:collapse">'
        f"<tr>{head}</tr>{rows}</table>"
    )


def _said(cell: Cell) -> str:
    return "–" if cell is None else str(cell)

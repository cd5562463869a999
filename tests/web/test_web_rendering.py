"""What becomes of texts: Markdown as nodes, hostile texts as text, streams as events."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Rooms, Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
RENDER = """async ([text, numbers]) => {
    const { render } = await import('/static/parts.js');
    const place = document.createElement('div');
    place.append(render(text, numbers.map((number) => ({ number, kind: 'ticket', title: 'T' }))));
    for (const svg of place.querySelectorAll('svg')) svg.remove();
    for (const chip of place.querySelectorAll('.chip')) {
        chip.replaceWith(`{${chip.dataset.kind} ${chip.dataset.number}}`);
    }
    return place.innerHTML;
}"""


@pytest.fixture(scope="module")
def page(rooms: Rooms, site: str) -> Iterator[Any]:
    """One page for all that only calls modules of the site."""
    visitor = Visitor(rooms.take(site, locale="en-US"), site, None, "/")
    yield visitor.page
    assert visitor.complaints() == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("**bold *and* more** ~~gone~~",
         "<p><strong>bold <em>and</em> more</strong> <del>gone</del></p>"),
        ("5 * 3 * 2 and ME_207890_x and **open", "<p>5 * 3 * 2 and ME_207890_x and **open</p>"),
        ("步骤：\n1. 先\n   - 再\n2. 后",
         "<p>步骤：</p><ol><li>先<ul><li>再</li></ul></li><li>后</li></ol>"),
        ("- a\n  - b\n    - c\n- d",
         "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("# Big\n###### Small ##", "<h3>Big</h3><h6>Small</h6>"),
        ("> said\n> - so", "<blockquote><p>said</p><ul><li>so</li></ul></blockquote>"),
        ("a `co**de` b", "<p>a <code>co**de</code> b</p>"),
        ("```py\n<b>\n```\nafter", '<pre tabindex="0"><code>&lt;b&gt;</code></pre><p>after</p>'),
        ("a|b\n-|-:\n1|2",
         '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">a</th>'
         '<th class="to-right" scope="col">b</th></tr></thead><tbody><tr><td>1</td>'
         '<td class="to-right">2</td></tr></tbody></table></div>'),
        ("[the page](/tickets/K1 \"t\")", '<p><a href="/tickets/K1">the page</a></p>'),
        ("[away](https://evil.example/)", "<p>[away](https://evil.example/)</p>"),
        ("\\*no\\* a & b <i>", "<p>*no* a &amp; b &lt;i&gt;</p>"),
        ("---", "<hr>"),
    ],
)  # fmt: skip
def test_markdown_becomes_nodes(page: Any, text: str, shown: str) -> None:
    assert page.evaluate(RENDER, [text, []]) == shown


def test_only_numbers_that_were_referred_to_become_chips(page: Any) -> None:
    text = "**[K2602-0001]**, [K2602-0002], [x] `[K2602-0001]` [K2602-0001](/a)"
    assert page.evaluate(RENDER, [text, ["K2602-0001"]]) == (
        "<p><strong>{ticket K2602-0001}</strong>, [K2602-0002], [x] "
        "<code>[K2602-0001]</code> {ticket K2602-0001}(/a)</p>"
    )


def test_figures_stand_once_though_the_words_tell_them_too(visit: Visit) -> None:
    visitor = visit(locale="zh-CN")
    answer = visitor.ask("上个月欧洲地区 Edge 8K 最多什么问题？")
    expect(answer.locator("strong, figcaption")).to_have_text(re.compile("新建工单 · 按问题类别"))
    expect(answer.locator("table")).to_have_count(1)
    expect(answer.locator(".canvas svg")).to_be_visible()
    counted = answer.locator("tbody tr").first.locator("td")
    counted.first.get_by_role("button").click()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog.locator("li")).to_have_count(int(counted.nth(1).inner_text()))
    expect(dialog.locator("li a").first).to_have_attribute("href", re.compile("/tickets/"))


@pytest.mark.parametrize(
    "sign",
    ["*", "_", "**a", "[", "](", "`", "`` a", "> ", "- ", "|", "|-", "\\", "#", "~~x", "1. "],
)
def test_no_text_keeps_the_page_busy(page: Any, sign: str) -> None:
    taken = page.evaluate(
        """async (text) => {
            const { render } = await import('/static/parts.js');
            const begun = performance.now();
            render(text, []);
            render(text.replaceAll(' ', '\\n'), []);
            return performance.now() - begun;
        }""",
        sign * (40_000 // len(sign)),
    )
    assert taken < 1500


def test_events_are_read_however_the_stream_is_cut(page: Any) -> None:
    stream = (
        ': hello\r\n\r\nevent: token\r\ndata: {"a":\r\ndata: 1}\r\nid: t.1\r\n\r\n'
        "data:x\n\nevent: 中文\rdata: y\rid: t.2\r\revent: empty\n\ndata: unfinished"
    )
    seen = page.evaluate(
        """async (stream) => {
            const { EventParser } = await import('/static/parts.js');
            const results = new Set();
            for (let size = 1; size <= stream.length; size += 1) {
                const parser = new EventParser();
                const events = [];
                for (let at = 0; at < stream.length; at += size) {
                    events.push(...parser.feed(stream.slice(at, at + size)));
                }
                results.add(JSON.stringify(events.map(({ name, data, id }) => [name, data, id])));
            }
            return [...results].map((each) => JSON.parse(each));
        }""",
        stream,
    )
    assert seen == [[["token", '{"a":\n1}', "t.1"], ["message", "x", "t.1"], ["中文", "y", "t.2"]]]


def test_a_table_of_figures_shows_what_was_counted(page: Any) -> None:
    shown = page.evaluate("""async () => {
        await import('/static/parts.js');
        const element = document.createElement('bokeh-table');
        element.table = {
            title: 'Tickets', columns: ['dealer', 'tickets'],
            rows: [['<b>ProAV</b>', 28], ['x', null]],
            metric: 'tickets_created', definition: 'Tickets created', row_count: 2,
            filters: [{ field: 'kind', value: 'rma', label: 'RMA' }],
            period: { start: '2026-01-01', end: '2026-02-01' }, as_of: '2026-02-15T09:00:00+08:00',
        };
        document.body.append(element);
        await element.updateComplete;
        return element.textContent;
    }""")
    for part in ("Tickets", "<b>ProAV</b>", "28", "–", "Jan 1, 2026", "RMA", "2 rows"):
        assert part in shown


def test_a_table_that_is_taken_along_runs_nothing_in_a_spreadsheet(page: Any) -> None:
    taken = page.evaluate("""async () => {
        const { csv } = await import('/static/parts.js');
        return csv({ columns: ['a', '=b'], rows: [['=1+1', -3], ['x,"y"', null], ['@z', '-1']] });
    }""")
    assert taken == 'a,\'=b\r\n\'=1+1,-3\r\n"x,""y""",\r\n\'@z,\'-1'


def test_a_chart_is_drawn_when_one_appears_and_its_figures_stand_behind_it(page: Any) -> None:
    page.evaluate("""async () => {
        await import('/static/parts.js');
        for (const type of ['bar', 'line', 'share', 'heat']) {
            const element = document.createElement('bokeh-chart');
            element.chart = {
                type, title: `A ${type}`, labels: ['Freeze', '<b>SDI</b>'], unit: 'tickets',
                series: [{ name: '2026', values: [12, 6] }], alt: 'Freeze 12, SDI 6',
            };
            document.body.append(element);
        }
    }""")
    charts = page.locator("bokeh-chart")
    for at in range(4):
        expect(charts.nth(at).locator(".canvas svg")).to_be_visible()
    expect(charts.first.locator(".canvas")).to_have_attribute("aria-label", "Freeze 12, SDI 6")
    charts.first.get_by_role("button", name="As a table").click()
    expect(charts.first.locator("tbody")).to_contain_text("<b>SDI</b>")
    assert page.locator("bokeh-chart b").count() == 0

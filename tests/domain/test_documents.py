"""Papers: a packing list, a quote, an invoice; read back from the PDF as a reader would."""

import time
from datetime import timedelta
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import select

from domain.documents import making
from domain.documents.reading import document_by_id, documents_of
from domain.documents.setting import pdf_of
from domain.documents.wording import letterhead_of
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.language import Language
from domain.models import Customer, Document, Invoice, Ticket
from domain.plain import printable
from domain.tickets import opening
from domain.tickets.moving import move
from domain.tickets.opening import Draft
from tests.conftest import NOW, ZONE

HOUSE = letterhead_of(
    "", "Nanshan Road 1\n518000 Shenzhen", "Bank: 123 456\nPayPal: pay@example.com"
)
HOSTILE_TEXTS = [
    '#import "/etc/passwd": *', '#read("/etc/passwd")', "$x^2$ _em_ *strong* `raw`", "= Heading",
    "- list\n+ list\n/ term: x", "#pagebreak()", "@ref <label>", "https://e.example // c /* d */",
    "\\ \\u{1f600} ~ --- ... '\" ", "]#panic()[", "```typ\n#panic()\n```", "#{", '"}', '{"a": 1}',
    "\u202egnp.exe\u202c", "\x00\x01\x1b[31m", "A" * 3000, "死" * 3000, "\n" * 500 + "x",
    "e" + "\u0301" * 500, "🎥📷👩‍🔧", "עברית العربية ไทย हिन्दी", "\ud83d",
    "<script>alert(1)</script>",
]  # fmt: skip


@pytest.fixture
def rma(demo_store, as_user):
    """Opens an RMA of ProAV's as the desk; gives its number."""
    market = as_user("market")

    def opened(description, *, sn="ME_207890", dealer="ProAV", viewer=market):
        draft = Draft(kind="rma", dealer=dealer, sn=sn, summary=description[:200] or "x",
                      product="MAVO Edge 8K", description=description)  # fmt: skip
        return demo_store.write(
            lambda session: opening.open_ticket(session, viewer, draft, now=NOW).number
        )

    return opened


def listed(store, viewer, *numbers, now=NOW):
    return store.write(lambda session: making.packing_list(session, viewer, numbers, now=now).id)


def pdf(store, viewer, id, language=Language.EN):
    with store.reader(viewer) as session:
        document = document_by_id(session, id)
        made_at = document.created_at.astimezone(ZONE)
        return pdf_of(document, made_at=made_at, letterhead=HOUSE, language=language)


def text_of(data):
    book = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in book]
    finally:
        book.close()
    return "".join("\n".join(pages).split())


def codes_in(data):
    book = pypdfium2.PdfDocument(data)
    try:
        pictures = [page.render(scale=2.5).to_pil().convert("L") for page in book]
    finally:
        book.close()
    found = [code for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    return [(code.format.name, code.text) for code in found]


def test_a_packing_list_of_several_devices_is_read_back_by_a_barcode_reader(
    demo_store, as_user, rma
):
    market = as_user("market")
    numbers = [
        rma("4K 50fps 拍摄时死机"),
        rma("SDI口无输出", sn="X1"),
        rma("開機無反應 電源", sn="X2"),
    ]
    data = pdf(demo_store, market, listed(demo_store, market, *numbers), Language.ZH)
    assert sorted(codes_in(data)) == sorted(("Code128", number) for number in numbers)
    text = text_of(data)
    for said in ("RMA装箱清单", "寄件人ProAV", "Kinefinity深圳总部", "NanshanRoad1", "ME_207890",
                 "MAVOEdge8K", "4K50fps拍摄时死机", "SDI口无输出", "開機無反應電源"):  # fmt: skip
        assert said in text
    assert text.index(numbers[0]) < text.index(numbers[1]) < text.index(numbers[2])


def test_chinese_is_set_in_glyphs_and_not_in_empty_boxes(demo_store, as_user, rma):
    market = as_user("market")
    inks = set()
    for description in ("死机", "黑屏", "电池", "無法"):
        data = pdf(demo_store, market, listed(demo_store, market, rma(description)), Language.ZH)
        page = pypdfium2.PdfDocument(data)
        picture = page[0].render(scale=3).to_pil().convert("L")
        page.close()
        inks.add(sum(picture.histogram()[:128]))
    assert len(inks) == 4  # boxes would all hold the same ink


def test_a_paper_is_set_in_english_too_and_always_in_the_same_bytes(demo_store, as_user, rma):
    market = as_user("market")
    id = listed(demo_store, market, rma("Freeze"))
    data = pdf(demo_store, market, id)
    assert data == pdf(demo_store, market, id)
    text = text_of(data)
    assert "RMApackinglist" in text
    assert "KinefinityShenzhenHeadquarters" in text
    assert "UnitedKingdom" in text


def test_a_paper_says_in_its_metadata_what_it_is(demo_store, as_user, rma):
    market = as_user("market")
    number = rma("Freeze")
    book = pypdfium2.PdfDocument(pdf(demo_store, market, listed(demo_store, market, number)))
    said = book.get_metadata_dict()
    book.close()
    assert said["Title"] == f"RMA packing list {number}"
    assert said["Author"].startswith("Kinefinity")
    assert said["CreationDate"].startswith("D:20260215")


def test_whatever_a_ticket_says_is_printed_as_text_and_never_obeyed(demo_store, as_user, rma):
    market = as_user("market")
    typed = [text for text in HOSTILE_TEXTS if not set(text) & set("\ud83d\x00\x1b")]
    numbers = [rma(text, sn=f"H{index}") for index, text in enumerate(typed)]
    data = pdf(demo_store, market, listed(demo_store, market, *numbers))
    text = text_of(data)
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text
    assert "$x^2$_em_*strong*`raw`" in text
    assert len(codes_in(data)) == len(numbers)


def test_fifty_devices_with_long_texts_are_set_within_a_second(demo_store, as_user, rma):
    texts = [printable(text, 700, lines=True) for text in HOSTILE_TEXTS]
    device = {"product": "MAVO Edge 8K", "sn": "S" * 40, "customer": texts[0], "in_warranty": None}
    devices = [
        device | {"number": f"RMA-D-2602-{n:04}", "description": texts[n % len(texts)]}
        for n in range(50)
    ]
    party = {"name": texts[0], "country": "#x", "lines": texts[1:4]}
    facts = {"party": party, "devices": devices}
    document = Document(id="x", kind="packing_list", number=None, title="x", facts=facts)
    pdf_of(document, made_at=NOW, letterhead=HOUSE, language=Language.ZH)
    started = time.perf_counter()
    pdf_of(document, made_at=NOW, letterhead=HOUSE, language=Language.EN)
    assert time.perf_counter() - started < 3  # a second on a quiet machine


def test_the_same_list_asked_for_again_is_the_same_paper(demo_store, as_user, rma):
    market = as_user("market")
    number = rma("Freeze")
    assert listed(demo_store, market, number) == listed(
        demo_store, market, number.lower(), number, now=NOW + timedelta(hours=1)
    )


def test_a_list_names_only_rmas_that_are_to_be_sent_and_of_one_sender(demo_store, as_user, rma):
    market, proav = as_user("market"), as_user("proav")
    waiting = rma("Freeze", dealer=None, viewer=proav)
    with pytest.raises(ConflictError, match="approved"):
        listed(demo_store, market, waiting)
    demo_store.write(
        lambda session: move(session, market, waiting, "reject", fields={"reason": "no"}, now=NOW)
    )
    with pytest.raises(ConflictError, match="not to be sent"):
        listed(demo_store, market, waiting)
    with pytest.raises(InvalidError, match="not an RMA"):
        listed(demo_store, market, "K2602-0001")
    with pytest.raises(InvalidError, match="different senders"):
        listed(demo_store, market, rma("a b"), rma("c d", dealer="Gafpa", sn="G1"))
    for numbers in ([], [f"RMA-D-2602-{n}" for n in range(2000, 2060)]):
        with pytest.raises(InvalidError, match="1 to 50"):
            listed(demo_store, market, *numbers)


def test_who_may_not_see_all_the_tickets_may_not_make_or_see_the_paper(demo_store, as_user, rma):
    proav, gafpa, rnd = as_user("proav"), as_user("gafpa"), as_user("rnd")
    own, foreign = rma("a b"), rma("c d", dealer="Gafpa", sn="G1")
    for numbers in ((own, foreign), (foreign,), ("RMA-D-2602-9999",)):
        with pytest.raises(NotFoundError):
            listed(demo_store, proav, *numbers)
    with pytest.raises(ForbiddenError):
        listed(demo_store, rnd, own)
    id = listed(demo_store, proav, own)
    for viewer, sees in ((proav, True), (as_user("market"), True), (as_user("repair"), True),
                         (gafpa, False), (as_user("max"), False)):  # fmt: skip
        if sees:
            assert pdf(demo_store, viewer, id).startswith(b"%PDF")
        else:
            with pytest.raises(NotFoundError):
                pdf(demo_store, viewer, id)


def test_a_paper_stays_with_the_dealer_it_was_addressed_to_when_the_customer_moves(
    demo_store, as_user, rma
):
    number = rma("Freeze")
    id = listed(demo_store, as_user("market"), number)

    def move_customer(session):
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        gafpa = as_user("gafpa").dealer_id
        session.get_one(Customer, ticket.customer_id).dealer_id = gafpa
        ticket.reader_dealer_id = gafpa

    demo_store.write(move_customer)
    with demo_store.reader(as_user("gafpa")) as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        assert documents_of(session, ticket.id, Language.EN) == []
    with pytest.raises(NotFoundError):
        pdf(demo_store, as_user("gafpa"), id)


LINE = {"sku": "S1-011-013-01", "name_zh": "SDI模块", "name_en": "SDI module", "quantity": 1}
CHARGES = {"shipping": "29.00", "labour": "0.00", "inspection_fee": "0.00", "total": "98.00"}
BILL = {"items": [LINE | {"price": "69.00", "amount": "69.00"}], "currency": "USD"} | CHARGES


def test_an_invoice_is_set_with_its_parts_shipping_total_and_how_to_pay(demo_store, as_user, rma):
    market = as_user("market")
    number = rma("SDI口无输出")

    def billed(session):
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        ticket.details = {**ticket.details, "analysis": "SDI模块损坏"}
        ticket.solution = "更换SDI模块"
        invoice = Invoice(
            number="PI-2026-9089",
            ticket_id=ticket.id,
            currency="USD",
            items=BILL["items"],
            issued_at=NOW,
            **{name: Decimal(amount) for name, amount in CHARGES.items()},
        )
        session.add(invoice)
        session.flush()
        first = making.for_invoice(session, market, ticket, invoice, now=NOW)
        assert making.for_invoice(session, market, ticket, invoice, now=NOW).id == first.id
        return first.id

    id = demo_store.write(billed)
    text = text_of(pdf(demo_store, market, id, Language.ZH))
    expected = (
        "形式发票 PI-2026-9089 付款方ProAV SDI口无输出 SDI模块损坏 更换SDI模块 S1-011-013-01 "
    )
    expected += "SDI模块 69.00 运费 29.00 总计USD98.00 PayPal:pay@"
    for said in expected.split():
        assert said in text, said
    assert "人工费" not in text
    with demo_store.reader(as_user("proav")) as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        shown = documents_of(session, ticket.id, Language.EN)
    assert [(each.kind, each.number, each.title) for each in shown] == [
        ("invoice", "PI-2026-9089", "Proforma invoice PI-2026-9089")
    ]


def test_a_quote_is_set_without_how_to_pay(demo_store, as_user, rma):
    market = as_user("market")
    number = rma("SDI no output")

    def quoted(session):
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        return making.for_quote(session, market, ticket, BILL, now=NOW).id

    text = text_of(pdf(demo_store, market, demo_store.write(quoted)))
    assert "Repairquote" in text
    assert "SDImodule" in text
    assert "TotalUSD98.00" in text
    assert "PayPal" not in text

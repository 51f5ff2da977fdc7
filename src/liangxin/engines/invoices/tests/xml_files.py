"""Writes the data files of electronic invoices: firms that do not exist, numbers with right check digits."""

from __future__ import annotations

from xml.sax.saxutils import escape

from liangxin.kernel.identifiers import make_uscc
from liangxin.kernel.money import Money
from liangxin.kernel.money_words import in_words

SELLER, SELLER_USCC = "清岚县好邻居家电有限公司", make_uscc("91", "990123", 17)
BUYER, BUYER_USCC = "清岚县青石机械厂", make_uscc("91", "990123", 42)
NUMBER = "25992000000012345678"
# name, model, unit, count, price without tax, amount, rate, tax
LINES = (
    ("*家用制冷电器具*冰箱", "BCD-500W", "台", "1", "2654.867256637168", "2654.87", "0.13", "345.13"),
    ("*家用制冷电器具*空调", "KFR-35GW", "台", "2", "1769.91150442478", "3539.82", "0.13", "460.18"),
)


def tags(**content: str) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in content.items())


def digital_invoice(
    *,
    amount: str = "6194.69",
    tax: str = "805.31",
    total: str = "7000.00",
    words: str | None = None,
    lines: tuple[tuple[str, ...], ...] = LINES,
    special: str = "",
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>',
    buyer_id: str = BUYER_USCC,
) -> bytes:
    """A data file of a fully digitalised invoice (数电票)."""
    names = ("ItemName", "SpecMod", "MeaUnits", "Quantity", "UnPrice", "Amount", "TaxRate", "ComTaxAm")
    goods = "".join(
        f"<IssuItemInformation>{tags(**dict(zip(names, line, strict=True)))}</IssuItemInformation>" for line in lines
    )
    said = in_words(Money.read(f"{total}元")).replace("元", "圆") if words is None else words
    return (
        f"{prolog}<EInvoice><Header><EIid>{NUMBER}</EIid><EInvoiceTag>SWEI3200</EInvoiceTag><InherentLabel>"
        "<GeneralOrSpecialVAT><LabelCode>02</LabelCode><LabelName>普通发票</LabelName></GeneralOrSpecialVAT>"
        "</InherentLabel></Header><EInvoiceData><SellerInformation>"
        f"{tags(SellerIdNum=SELLER_USCC, SellerName=SELLER)}</SellerInformation><BuyerInformation>"
        f"{tags(BuyerIdNum=buyer_id, BuyerName=BUYER)}</BuyerInformation><BasicInformation>"
        f"<TotalAmWithoutTax>{amount}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>"
        f"<TotalTax-includedAmount>{total}</TotalTax-includedAmount>"
        f"<TotalTax-includedAmountInChinese>{said}</TotalTax-includedAmountInChinese>"
        f"{tags(Drawer='李青', RequestTime='2025-03-05 10:20:30')}</BasicInformation>{goods}"
        f"<SpecificInformation>{special}</SpecificInformation></EInvoiceData><TaxSupervisionInfo>"
        f"{tags(InvoiceNumber=NUMBER, IssueTime='2025-03-05 10:20:31', TaxBureauName='清岚县税务局')}"
        "</TaxSupervisionInfo></EInvoice>"
    ).encode()


def older_invoice() -> bytes:
    """The data file that older electronic invoices enclose, with a name space on every tag."""
    goods = tags(
        Item="*家用制冷电器具*冰箱", Specification="BCD-500W", MeasurementDimension="台", Price="2654.867256637168",
        Quantity="1", Amount="2654.87", TaxScheme="13%", TaxAmount="345.13",
    )  # fmt: skip
    body = (
        tags(InvoiceCode="037002300111", InvoiceNo="01234567", IssueDate="2023年03月05日")
        + f"<Buyer>{tags(BuyerName='王小青', BuyerTaxID='')}</Buyer>"
        + f"<Seller>{tags(SellerName=SELLER, SellerTaxID=SELLER_USCC)}</Seller>"
        + tags(TaxInclusiveTotalAmount="3000.00", TaxTotalAmount="345.13", TaxExclusiveTotalAmount="2654.87")
        + f"<GoodsInfos><GoodsInfo>{goods}</GoodsInfo></GoodsInfos>"
    )
    spaced = body.replace("</", "\0").replace("<", "<fp:").replace("\0", "</fp:")
    return f'<fp:eInvoice xmlns:fp="http://example.org/e-invoice">{spaced}</fp:eInvoice>'.encode()


def tax_control_invoice(encoding: str = "GBK") -> bytes:
    """The short names of tax-control software, in the encoding it uses."""
    body = tags(
        FPDM="037002300111", FPHM="01234567", KPRQ="20230305102030", XSF_NSRSBH=SELLER_USCC, XSF_MC=SELLER,
        GMF_NSRSBH=BUYER_USCC, GMF_MC=BUYER, HJJE="2654.87", HJSE="345.13", JSHJ="3000",
    )  # fmt: skip
    line = tags(XMMC="冰箱", GGXH="BCD-500W", DW="台", XMSL="1", XMDJ="2654.87", XMJE="2654.87", SL="0.13", SE="345.13")
    text = f'<?xml version="1.0" encoding="{encoding}"?><business>{body}<FPKJ_XMXX>{line}</FPKJ_XMXX></business>'
    return text.encode(encoding)

"""The tags of electronic invoices and the fields they hold.

Three forms: `EInvoice`, the data file of the fully digitalised invoice (数电票); `eInvoice`, enclosed in OFD files of
the older electronic invoice; and the short pinyin names of tax-control software. README says what each rests on.
"""

from __future__ import annotations

from typing import Final

from liangxin.engines.invoices import terms

# Local names in lower case, without - and _. The first that is there and can be read is taken.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    terms.INVOICE_NUMBER: ("invoicenumber", "invoiceno", "eiid", "fphm", "zpfphm", "qdfphm"),
    terms.INVOICE_CODE: ("invoicecode", "fpdm", "zpfpdm"),
    terms.INVOICE_DATE: ("issuetime", "issuedate", "kprq", "requesttime"),
    terms.SELLER_NAME: ("sellername", "xsfmc", "xfmc", "xhdwmc", "xhfmc"),
    terms.SELLER_USCC: ("selleridnum", "sellertaxid", "sellertaxno", "xsfnsrsbh", "xfsbh", "xfsh", "xhdwsbh"),
    terms.BUYER_NAME: ("buyername", "gmfmc", "gfmc", "ghdwmc", "ghdw"),
    terms.BUYER_ID: (
        "buyeridnum",
        "buyertaxid",
        "buyertaxno",
        "gmfnsrsbh",
        "gfsbh",
        "gfsh",
        "ghdwsbh",
        "sfzhm",
        "sfzhzzjgdm",
    ),
    terms.AMOUNT_FEN: ("totalamwithouttax", "taxexclusivetotalamount", "hjje", "hjbhsje", "bhsj"),
    terms.TAX_FEN: ("totaltaxam", "taxtotalamount", "hjse", "zzsse"),
    terms.TOTAL_FEN: ("totaltaxincludedamount", "taxinclusivetotalamount", "jshj"),
    terms.TOTAL_WORDS: (
        "totaltaxincludedamountinchinese",
        "taxinclusivetotalamountwithwords",
        "taxinclusivetotalamountinwords",
        "jshjdx",
    ),
    terms.VIN: (
        "vin",
        "vehicleidentificationnumber",
        "vehicleidentificationcode",
        "vehicleidentificationno",
        "framenumber",
        "chassisnumber",
        "cjhm",
        "clsbdh",
        "clsbhm",
        "clsbdhcjhm",
    ),
    terms.PLATE: ("licenseplatenumber", "licenseplate", "platenumber", "cphm", "cpzh", "hphm"),
    terms.ENGINE_NUMBER: ("enginenumber", "engineno", "fdjhm"),
    terms.CERTIFICATE_NUMBER: ("certificatenumber", "certificateno", "qualificationcertificatenumber", "hgzh", "hgzs"),
    terms.VEHICLE_TYPE: ("vehicletype", "cllx"),
    terms.MODEL: ("brandmodel", "brandandmodel", "vehiclemodel", "cpxh", "cpxhmc"),
}
LINE: Final = ("issuiteminformation", "goodsinfo", "commonfpkjxmxx", "fpkjxmxx", "xmxx", "mxxx", "mx")
LINE_NAME: Final = ("itemname", "item", "xmmc", "spmc", "hwmc")
LINE_MODEL: Final = ("specmod", "specification", "ggxh")
LINE_UNIT: Final = ("meaunits", "measurementdimension", "dw")
LINE_COUNT: Final = ("quantity", "xmsl", "spsl")
LINE_PRICE: Final = ("unprice", "price", "xmdj", "dj")
LINE_AMOUNT: Final = ("amount", "xmje", "je")
LINE_RATE: Final = ("taxrate", "taxscheme", "sl", "slv")
LINE_TAX: Final = ("comtaxam", "taxamount", "se")

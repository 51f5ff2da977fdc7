"""The ways in which a file can be refused: what is wrong with it and what the sender can do."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class DocumentRefused(Refusal):
    """Base of all refusals of this package."""

    code = "documents.refused"


class EmptyFile(DocumentRefused):
    code = "documents.empty_file"
    sentence = "文件是空的，没有任何内容。"
    remedy = "请检查文件是否保存完整，重新选择后再上传。"


class NoText(DocumentRefused):
    code = "documents.no_text"
    sentence = "文件中没有找到文字。"
    remedy = "如果内容是图片，请上传含文字的 Word、PDF、OFD 或网页文件，或直接粘贴文字。"


class UnknownFormat(DocumentRefused):
    code = "documents.unknown_format"
    sentence = "无法识别这个文件的格式。"
    remedy = "请上传 .docx、.pdf、.ofd、.html、.md 或 .txt 文件，或直接粘贴文字。"


class UnsupportedFormat(DocumentRefused):
    code = "documents.unsupported_format"
    sentence = "这个文件是%(found)s，不是文档。"
    remedy = "请上传 .docx、.pdf、.ofd、.html、.md 或 .txt 文件，或直接粘贴文字。"


class EncryptedFile(DocumentRefused):
    code = "documents.encrypted_file"
    sentence = "这个%(format)s已加密，不能读取。"
    remedy = "请用密码打开后取消加密，另存一份再上传。"


class BrokenFile(DocumentRefused):
    code = "documents.broken_file"
    sentence = "这个%(format)s已损坏或不完整，不能读取。"
    remedy = "请用原来的软件打开检查，另存一份后再上传。"


class FileTooLarge(DocumentRefused):
    code, kind = "documents.file_too_large", RefusalKind.TOO_LARGE
    sentence = "文件有%(megabytes)s兆字节，超过%(limit)s兆字节的上限。"
    remedy = "请压缩或删去文件中的图片，或拆分后再上传。"


class TooManyPages(DocumentRefused):
    code, kind = "documents.too_many_pages", RefusalKind.TOO_LARGE
    sentence = "文件有%(pages)s页，超过%(limit)s页的上限。"
    remedy = "请只保留方案正文及其附件，拆分后再上传。"


class TooMuchText(DocumentRefused):
    code, kind = "documents.too_much_text", RefusalKind.TOO_LARGE
    sentence = "文件的文字超过%(limit)s字的上限。"
    remedy = "请只保留方案正文及其附件，拆分后再上传。"


class UnsafePackage(DocumentRefused):
    """A zip bomb, an XML entity bomb, or nesting that no word processor writes."""

    code, kind = "documents.unsafe_package", RefusalKind.TOO_LARGE
    sentence = "这个文件展开后的内容异常庞大或嵌套过深，出于安全不予读取。"
    remedy = "请用原来的软件打开，另存为新的 .docx 或 .pdf 后再上传。"


class OfficeMissing(DocumentRefused):
    code, kind = "documents.office_missing", RefusalKind.UNAVAILABLE
    sentence = "读取%(format)s需要 LibreOffice，本机没有安装。"
    remedy = "请用 Word 或 WPS 打开，另存为 .docx 后再上传；或请管理员安装 LibreOffice。"


class OfficeFailed(DocumentRefused):
    code, kind = "documents.office_failed", RefusalKind.UNAVAILABLE
    sentence = "LibreOffice 未能在%(seconds)s秒内转换这个%(format)s。"
    remedy = "请用 Word 或 WPS 打开，另存为 .docx 后再上传。"


class RecognitionMissing(DocumentRefused):
    code, kind = "documents.recognition_missing", RefusalKind.UNAVAILABLE
    sentence = "这个%(format)s里是扫描的图片，没有可读的文字，而本机没有安装文字识别组件。"
    remedy = "请上传含文字的 Word、PDF 或 OFD 文件；或请管理员执行 pip install 'liangxin[ocr]' 后重试。"

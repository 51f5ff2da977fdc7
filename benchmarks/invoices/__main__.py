"""`python -m benchmarks.invoices [--papers N] [--json]`: files a second, and how many fields are read rightly.

Papers are printed with their parts moved at random by up to so many points, labels and values apart or in one piece.
Precision: of the fields read, how many are right. Recall: of the fields printed, how many are read rightly. The plain
reader is asked only for fields that the paper has, so that nothing it finds besides counts against it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable

from benchmarks.invoices.naive import read_naively
from liangxin.engines.invoices import read_document
from liangxin.engines.invoices.tests.papers import PAPERS, printed
from liangxin.engines.invoices.tests.sheets import ofd_of, pdf_of
from liangxin.engines.invoices.tests.xml_files import digital_invoice

SHAKES = (0.0, 2.0, 4.0)
SECONDS = 2.0

Reader = Callable[[bytes], dict[str, str]]


def read_by_place(raw: bytes) -> dict[str, str]:
    return {field.name: field.value for field in read_document(raw, "x.pdf").fields}


def rate(files: list[bytes], read: Reader) -> float:
    """Files a second, for as long as `SECONDS`."""
    start, count = time.perf_counter(), 0
    while (spent := time.perf_counter() - start) < SECONDS:
        read(files[count % len(files)])
        count += 1
    return count / spent


def accuracy(papers: int, shake: float) -> dict[str, tuple[float, float]]:
    """Precision and recall of both readers over all kinds of paper."""
    right = {"engine": 0, "plain": 0}
    read = {"engine": 0, "plain": 0}
    printed_fields = 0
    for name in PAPERS:
        for seed in range(papers):
            sheet, truth = printed(name, 1000 + seed, shake)
            raw = pdf_of(sheet)
            printed_fields += len(truth)
            found = {"engine": read_by_place(raw)}
            found["plain"] = {field: value for field, value in read_naively(raw).items() if field in truth}
            for reader, fields in found.items():
                read[reader] += len(fields)
                right[reader] += sum(truth.get(field) == value for field, value in fields.items())
    return {one: (right[one] / max(1, read[one]), right[one] / printed_fields) for one in right}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.invoices")
    parser.add_argument("--papers", type=int, default=30, help="papers of each of eight kinds")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    sheets = [printed(name, seed)[0] for name in PAPERS for seed in range(3)]
    pdfs = [pdf_of(sheet) for sheet in sheets]
    rates = {
        "XML": rate([digital_invoice()], read_by_place),
        "OFD": rate([ofd_of(sheet) for sheet in sheets], read_by_place),
        "PDF": rate(pdfs, read_by_place),
        "PDF, plain": rate(pdfs, read_naively),
    }
    measured = {shake: accuracy(chosen.papers, shake) for shake in SHAKES}
    if chosen.json:
        print(json.dumps({"files_a_second": rates, "accuracy": {str(k): v for k, v in measured.items()}}, indent=2))
        return
    for name, value in rates.items():
        print(f"{name:12} {value:8.0f} files a second")
    print(f"{chosen.papers * len(PAPERS)} papers for each row; precision / recall of fields")
    for shake, both in measured.items():
        told = "   ".join(f"{one} {precision:.3f} / {recall:.3f}" for one, (precision, recall) in both.items())
        print(f"moved by up to {shake:g} points:   {told}")


if __name__ == "__main__":
    main()

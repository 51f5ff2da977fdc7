"""Recompute a queue that was downloaded: python check_queue.py queue.csv [a ticket or digest of your own]"""

import csv
import hashlib
import sys

before, count, moment = "0" * 64, 0, ""
own = sys.argv[2].lower() if len(sys.argv) > 2 else ""
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - the plainest
    for line in csv.DictReader(file):
        count += 1
        text = "\n".join([before, line["drive"], line["place"], line["ticket"], line["arrived_at"]])
        before = hashlib.sha256(text.encode()).hexdigest()
        if line["place"] != str(count) or line["arrived_at"] < moment or line["digest"] != before:
            sys.exit(f"wrong from place {count}: {line}")
        moment = line["arrived_at"]
        if own and own in (line["ticket"], line["digest"]):
            print(f"yours: place {count}, {moment}")  # noqa: T201 - its answer
print(f"whole: {count} tickets, the last digest is {before}")  # noqa: T201 - its answer

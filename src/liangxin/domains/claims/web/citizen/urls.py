"""Addresses of a citizen's own pages, and of the queues that everybody may check."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from liangxin.domains.claims.web.citizen import data, pages, proof, sign_in

app_name = "my"
_own = login_required(login_url="/my/sign-in/")  # not to the staff's door
urlpatterns = [
    path("", pages.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/leaving/", sign_in.leaving, name="leaving"),
    path("sign-in/local/", sign_in.local_identity, name="local_identity"),
    path("sign-in/verified/", sign_in.verified, name="verified"),
    path("vouchers/<uuid:public_id>/", _own(pages.voucher), name="voucher"),
    path("drives/<uuid:public_id>/join/", _own(pages.join), name="join"),
    path("places/<uuid:public_id>/", _own(pages.place), name="place"),
    path("places/<uuid:public_id>/now/", _own(pages.place_now), name="place_now"),
    path("till-claims/<uuid:public_id>/", _own(pages.till_claim), name="till_claim"),
    path("data/", _own(data.data), name="data"),
    path("data/export/", _own(data.export), name="export"),
    path("queues/check_queue.py", proof.queue_program, name="queue_program"),
    path("queues/<uuid:public_id>/", proof.proof, name="queue"),
    path("queues/<uuid:public_id>/queue.csv", proof.queue_file, name="queue_file"),
]

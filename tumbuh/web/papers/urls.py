"""Addresses of documents; the one of a check stands on every sheet (papers.links)."""

from django.urls import path

from tumbuh.web.papers import checking, downloads

urlpatterns = [
    path("dokumen/<uuid:public_id>.pdf", downloads.one, name="papers_pdf"),
    path("dokumen/pesanan/<uuid:public_id>.zip", downloads.pack_of_order, name="papers_pack"),
    path("periksa/", checking.ask, name="papers_ask"),
    path("periksa/<str:code>/", checking.check, name="papers_check"),
]

"""Addresses of the look: the scheme of colours and the style guide."""

from django.urls import path

from tumbuh.web.look import guide, views

urlpatterns = [
    path("tampilan/", views.scheme, name="look_scheme"),
    path("gaya/", guide.guide, name="look_guide"),
]

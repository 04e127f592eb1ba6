"""Addresses of the look: the scheme of colours."""

from django.urls import path

from tumbuh.web.look import views

urlpatterns = [path("tampilan/", views.scheme, name="look_scheme")]

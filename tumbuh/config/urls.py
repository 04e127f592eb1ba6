"""All addresses: the pages' own."""

from django.urls import include, path

urlpatterns = [path("", include("tumbuh.web.urls"))]

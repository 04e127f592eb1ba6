"""Addresses of the catalogue's pages: photos, and what each kind of person sees in a module of its own."""

from django.urls import path

from tumbuh.web.catalogue import photos

urlpatterns = [
    path("foto/<str:name>", photos.photo, name="catalogue_photo"),
]

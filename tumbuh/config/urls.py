"""All addresses: the pages' own, and the endpoints for machines."""

from django.urls import include, path

urlpatterns = [path("api/v1/", include("tumbuh.api.urls")), path("", include("tumbuh.web.urls"))]

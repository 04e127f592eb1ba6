"""Addresses of what people are told."""

from django.urls import path

from tumbuh.web.notices import inbox, undelivered

urlpatterns = [
    path("kabar/", inbox.show, name="notices_inbox"),
    path("kabar/dibaca/", inbox.read_all, name="notices_read_all"),
    path("kabar/saluran/", inbox.channels, name="notices_channels"),
    path("kabar/tidak-terkirim/", undelivered.show, name="notices_undelivered"),
    path("kabar/tidak-terkirim/<uuid:public_id>/", undelivered.again, name="notices_try_again"),
    path("kabar/<uuid:public_id>/", inbox.follow, name="notices_follow"),
]

"""Addresses of field work. What a phone opens lies under /lapangan/, as far as its service worker reaches."""

from django.urls import path

from tumbuh.web.field import desk, devices, shell

urlpatterns = [
    path("lapangan/", shell.home, name="field_home"),
    path("lapangan/sw.js", shell.worker, name="field_worker"),
    path("lapangan/manifes.webmanifest", shell.manifest, name="field_manifest"),
    path("lapangan/siap/", devices.ready, name="field_ready"),
    path("lapangan/perangkat/", devices.devices, name="field_devices"),
    path("pembinaan/lapangan/", desk.desk, name="field_desk"),
    path("pembinaan/lapangan/<uuid:entity>/", desk.note, name="field_note"),
    path("lapangan/perangkat/<uuid:public_id>/", devices.sign_out, name="field_sign_out"),
]

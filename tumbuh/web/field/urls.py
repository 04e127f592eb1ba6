"""Addresses of field work. All lie under /lapangan/, which is as far as its service worker reaches."""

from django.urls import path

from tumbuh.web.field import devices, shell

urlpatterns = [
    path("lapangan/", shell.home, name="field_home"),
    path("lapangan/sw.js", shell.worker, name="field_worker"),
    path("lapangan/manifes.webmanifest", shell.manifest, name="field_manifest"),
    path("lapangan/siap/", devices.ready, name="field_ready"),
    path("lapangan/perangkat/", devices.devices, name="field_devices"),
    path("lapangan/perangkat/<uuid:public_id>/", devices.sign_out, name="field_sign_out"),
]

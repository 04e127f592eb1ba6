"""Addresses of the register's pages."""

from django.urls import path

from tumbuh.web.registry import imports, views

urlpatterns = [
    path("register/", views.businesses, name="registry_businesses"),
    path("register/usaha/<uuid:public_id>/", views.business, name="registry_business"),
    path("register/pemilik/<uuid:public_id>/nik/", views.reveal, name="registry_reveal"),
    path("register/impor/", imports.history, name="registry_imports"),
    path("register/impor/unggah/", imports.upload, name="registry_upload"),
    path("register/impor/<uuid:public_id>/", imports.detail, name="registry_import"),
    path("register/impor/<uuid:public_id>/jalankan/", imports.start, name="registry_import_start"),
    path("register/impor/<uuid:public_id>/kemajuan/", imports.progress, name="registry_import_progress"),
    path("register/impor/<uuid:public_id>/baris-ditolak.<str:kind>", imports.errors, name="registry_import_errors"),
    path("register/impor/<uuid:public_id>/baris-lengkap/", imports.full_errors, name="registry_import_full_errors"),
    path("register/impor/<uuid:public_id>/batalkan/", imports.undo, name="registry_import_undo"),
]

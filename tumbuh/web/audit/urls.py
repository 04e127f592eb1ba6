"""Addresses of the trail."""

from django.urls import path

from tumbuh.web.audit import views

urlpatterns = [path("jejak-audit/", views.trail, name="audit_trail")]

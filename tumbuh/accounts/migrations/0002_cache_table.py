"""A table for Django's cache, so that the limits on failed sign-ins hold across all processes. It may be lost in a crash."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE django_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX django_cache_expires ON django_cache (expires);
"""


class Migration(migrations.Migration):

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE django_cache")]

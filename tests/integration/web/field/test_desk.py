"""The page on which the office chooses between two values of the field."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.coaching.city import person
from tests.integration.coaching.field.conftest import Field, build
from tumbuh.accounts.permissions import Role
from tumbuh.coaching.field.receiving import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def field(db: None) -> Field:
    made = build()
    other = made.another_phone()
    for phone, text in ((made.phone, "Pagar hijau"), (other, "Sebelah musala")):
        phone.write("card", made.siti.public_id, directions=text)
        phone.send()
    return made


def test_the_office_reads_both_values_and_chooses_one(client: Client, field: Field) -> None:
    field.phone.visit(field.budi, purpose="")
    field.phone.send()
    client.force_login(person("kota", Role.PROGRAMME_OFFICER))
    page = client.get(reverse("field_desk")).content.decode()
    assert all(said in page for said in ("“Pagar hijau”", "“Sebelah musala”", "Siti", "Perlu dibetulkan"))
    address = reverse("field_note", args=[field.siti.public_id])
    values = client.get(address).context["note"].choices[0].standing
    sent = {"field": "directions", "value": "Pagar hijau", "seen": [one.id for one in values]}
    done = client.post(address, sent, follow=True).content.decode()
    assert "Dipilih. Tulisan yang lain tetap ada di riwayat." in done
    assert "Sebelah musala" in done
    house = str(field.siti.public_id)
    assert state_of([field.siti.public_id])[house]["directions"].value == "Pagar hijau"
    assert client.post(address, sent).status_code == 400


def test_who_has_nothing_to_do_with_coaching_is_turned_away(client: Client, field: Field) -> None:
    assert client.get(reverse("field_desk")).status_code == 302
    client.force_login(person("pembeli", Role.PROCUREMENT_OFFICER))
    assert client.get(reverse("field_desk")).status_code == 403
    assert client.get(reverse("field_note", args=[field.siti.public_id])).status_code == 403


def test_an_empty_desk_says_so(client: Client, field: Field) -> None:
    client.force_login(person("mentor_jauh", Role.FIELD_MENTOR, "area", "31.71.01"))
    assert "Tidak ada yang menunggu" in client.get(reverse("field_desk")).content.decode()

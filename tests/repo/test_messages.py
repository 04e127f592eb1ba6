"""The English catalogue has every string of the pages, surely translated, and what Django reads is what people edit."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client
from django.utils.translation import gettext, override

ROOT = Path(__file__).parents[2]
HINT = "run: make messages, then translate what is empty in tumbuh/web/locale/en/LC_MESSAGES/django.po"

MADE_OF_OTHERS = [  # each part of these is translated by itself, or comes translated
    "tumbuh/accounts/services.py: ' '.join(error.messages)",
    "tumbuh/catalogue/uploading.py: ' '.join((f'{flaw.column}: {flaw.message}.' for flaw in row.flaws))",
    "tumbuh/kernel/errors.py: message",
    "tumbuh/papers/typesetting.py: message",
    "tumbuh/production/judging.py: asked",
    "tumbuh/registry/undoing.py: blockers",
    "tumbuh/web/doors.py: message",
]


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_string_is_translated_and_nothing_is_guessed(messages: ModuleType) -> None:
    assert messages.untranslated(messages.updated()) == [], HINT


def test_the_catalogue_has_the_strings_of_today_and_no_others(messages: ModuleType) -> None:
    committed = {(message.id, message.context) for message in messages.known()}
    assert committed == {(message.id, message.context) for message in messages.found()}, HINT


def test_what_django_reads_is_what_people_edit(messages: ModuleType) -> None:
    assert (messages.FOLDER / "django.po").read_bytes() == messages.as_po(messages.known())
    assert (messages.FOLDER / "django.mo").read_bytes() == messages.as_mo(messages.known()), HINT


def test_what_is_filled_in_is_the_same_in_both_languages(messages: ModuleType) -> None:
    for message in messages.known():
        ids, strings = (one if isinstance(one, tuple) else (one,) for one in (message.id, message.string))
        wanted = {name for text in ids for name in re.findall(r"%\((\w+)\)s", text)}
        for text in strings:
            assert set(re.findall(r"%\((\w+)\)s", text)) == wanted or not message.id, message.id


def test_what_fills_a_sentence_is_the_same_in_both_languages_and_tells_its_parts_apart(messages: ModuleType) -> None:
    catalogue = messages.known()
    for sentence, _path in messages.sentences.sentences(messages.SOURCES):
        english = catalogue.get(sentence).string
        holes = re.findall(r"\{(\d+)\}", sentence)
        assert sorted(re.findall(r"\{(\d+)(?::word)?\}", english)) == sorted(holes), sentence
        assert not re.search(r"\}\{", sentence), f"where one value ends and the next begins cannot be told: {sentence}"


def test_every_refusal_s_message_is_found_in_the_sources_but_those_of_others(messages: ModuleType) -> None:
    """A message put together in another way would stay Indonesian on an English page without anybody noticing."""
    assert messages.sentences.unread(messages.SOURCES) == MADE_OF_OTHERS


@pytest.mark.django_db
def test_the_switch_changes_the_words_of_a_page(client: Client) -> None:
    assert "Nama pengguna atau surel" in client.get("/masuk/").content.decode()
    client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    page = client.get("/masuk/").content.decode()
    assert "User name or e-mail" in page
    assert "Nama pengguna" not in page
    assert '<html lang="en"' in page


def test_words_below_the_pages_are_in_the_catalogue_too() -> None:
    with override("en"):
        assert gettext("Gubernur") == "Governor"
        assert gettext("Mikro") == "Micro"

"""Files are kept with hash and size, named safely, and checked again when they are read."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.files import services
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import opened, remove_content, safe_name, store_file

SYSTEM = Acting(None, date(2026, 9, 1))


def store(content=b"indhold", name="pakke.xlsx"):
    return store_file(SYSTEM, content=ContentFile(content), name=name, content_type="text/plain")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("pakke.xlsx", "pakke.xlsx"),
        ("Årsregnskab 2025 (endelig).xlsx", "Årsregnskab 2025 (endelig).xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Brugere\\x\\regnskab.csv", "regnskab.csv"),
        ('a"b\r\nc;<d>.xlsx', "a_b__c__d_.xlsx"),
        ("..", "fil"),
        ("", "fil"),
        (".xlsx", "xlsx"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
        ("x" * 300, "x" * 120),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_name(name) == safe


@pytest.mark.django_db
def test_a_file_is_kept_with_hash_and_size():
    stored = store(b"x" * 3_000_000)
    assert (stored.size, stored.sha256) == (3_000_000, hashlib.sha256(b"x" * 3_000_000).hexdigest())
    assert stored.file.name.startswith("2026/09/")
    assert stored.file.name.isascii()
    with opened(stored) as content:
        assert content.read() == b"x" * 3_000_000


@pytest.mark.django_db
def test_two_files_of_one_content_are_two_files():
    assert store().file.name != store().file.name


@pytest.mark.django_db
def test_a_changed_or_lost_file_is_told():
    stored = store()
    path = default_storage.path(stored.file.name)
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"andet")
    with pytest.raises(UserError) as refusal, opened(stored):
        pass
    assert refusal.value.message == "files.changed"
    default_storage.delete(stored.file.name)
    with pytest.raises(UserError) as refusal, opened(stored):
        pass
    assert refusal.value.message == "files.gone"


@pytest.mark.django_db
def test_where_the_row_fails_no_content_is_left(monkeypatch, settings):
    monkeypatch.setattr(services, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_made_twice_can_be_removed(settings):
    remove_content(store())
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_contents_without_a_row_are_removed_when_they_are_old(settings):
    kept = store()
    left = default_storage.save("2026/09/left.xlsx", ContentFile(b"x"))
    default_storage.save("andet/left.xlsx", ContentFile(b"x"))  # not ours to remove
    made = default_storage.get_modified_time(left).date()
    assert services.remove_leftovers(made + timedelta(days=2)) == 0
    assert services.remove_leftovers(made + timedelta(days=3)) == 1
    assert default_storage.exists(kept.file.name)
    assert not default_storage.exists(left)
    assert default_storage.exists("andet/left.xlsx")


@pytest.mark.django_db
def test_contents_go_with_the_transaction_that_fails(settings):
    def fails():
        with services.contents_follow_rows() as kept, transaction.atomic():
            kept.append(store())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not StoredFile.objects.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []

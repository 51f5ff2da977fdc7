"""The fields in a table of the tests' own."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.conf import LazySettings
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models
from django.db.models import F, Sum, Value
from django.db.models.functions import Cast

from liangxin.foundation.fields import (
    BlindIndexField,
    EncryptedTextField,
    MoneyField,
    PublicIdField,
    blind,
    personal_data_statements,
    rotate,
)
from liangxin.kernel.money import Money, MoneyUnreadable

PURPOSE = "parties.person.id_number"
OLD, NEW = f"old:{'1' * 32}", f"new:{'2' * 32},old:{'1' * 32}"


class Person(models.Model):
    personal_data: ClassVar[str] = "none"
    public_id = PublicIdField()
    id_number = EncryptedTextField(purpose=PURPOSE, null=True)
    id_index = BlindIndexField(source="id_number", purpose=PURPOSE, unique=True)
    paid = MoneyField(default=Money.zero)

    objects: ClassVar[models.Manager[Person]] = models.Manager()

    class Meta:
        app_label = "fields_tests"

    def __str__(self) -> str:
        return str(self.pk)


@pytest.fixture(autouse=True)
def _table(db: None) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Person)


def raw(column: str) -> list[object]:
    """The column as the database has it, untouched by the fields."""
    plain = Cast(column, models.BigIntegerField() if column == "paid" else models.TextField())
    return list(Person.objects.order_by("id").annotate(plain=plain).values_list("plain", flat=True))


def test_a_number_is_encrypted_in_the_table_and_plain_in_code() -> None:
    Person.objects.create(id_number="370283199001011230")
    assert Person.objects.get().id_number == "370283199001011230"
    assert "370283" not in str(raw("id_number"))
    assert str(raw("id_number")[0]).startswith("new:")


def test_nothing_stays_nothing() -> None:
    Person.objects.create(id_number=None)
    assert (raw("id_number"), raw("id_index")) == ([None], [None])
    assert Person.objects.get(id_number__isnull=True).id_number is None


def test_an_encrypted_column_cannot_be_searched_by_mistake() -> None:
    for lookup in ("id_number", "id_number__contains", "id_number__in"):
        with pytest.raises(FieldError, match="blind index"):
            Person.objects.filter(**{lookup: "3"})


def test_a_row_is_found_by_its_blind_index_and_can_be_unique_by_it() -> None:
    person = Person.objects.create(id_number="37028319900101123X")
    assert Person.objects.get(id_index=blind(PURPOSE, "37028319900101123x")) == person
    with pytest.raises(IntegrityError):
        Person.objects.bulk_create([Person(id_number=" 37028319900101123x")])


def test_rotation_encrypts_with_the_new_key_only_what_is_not(settings: LazySettings) -> None:
    settings.FIELD_KEYS = OLD
    for number in range(5):
        Person.objects.create(id_number=f"{number}")
    Person.objects.create(id_number=None)
    settings.FIELD_KEYS = NEW
    Person.objects.create(id_number="fresh")
    untouched = raw("id_number")[-1]
    assert rotate(Person, batch=2) == 5
    assert rotate(Person) == 0
    assert raw("id_number")[-1] == untouched
    settings.FIELD_KEYS = NEW.split(",")[0]
    assert [person.id_number for person in Person.objects.order_by("id")] == ["0", "1", "2", "3", "4", None, "fresh"]


def test_a_new_index_key_needs_every_row_passed(settings: LazySettings) -> None:
    Person.objects.create(id_number="370283")
    settings.INDEX_KEY = "5" * 64
    assert not Person.objects.filter(id_index=blind(PURPOSE, "370283")).exists()
    assert rotate(Person, every_row=True) == 1
    assert Person.objects.filter(id_index=blind(PURPOSE, "370283")).exists()


def test_money_is_whole_fen_in_the_table_and_money_in_code() -> None:
    Person.objects.create(paid=Money.from_yuan("12.34"))
    Person.objects.create(paid=Money.from_wan(3))
    assert raw("paid") == [1234, 3_000_000]
    assert Person.objects.aggregate(total=Sum("paid")) == {"total": Money(3_001_234)}
    assert Person.objects.filter(paid__gt=Money(1234)).count() == 1
    assert Person.objects.filter(paid__gt=0).count() == 2
    Person.objects.update(paid=F("paid") + Value(Money(1), MoneyField()))
    assert raw("paid") == [1235, 3_000_001]


@pytest.mark.parametrize("value", [12, 12.0, "12", True, 0.0])
def test_a_plain_number_is_no_money(value: object) -> None:
    with pytest.raises(TypeError, match="paid holds Money"):
        Person.objects.create(paid=value)
    with pytest.raises(TypeError, match="paid holds Money"):
        Person.objects.filter(paid=value).count()


def test_money_of_a_form_has_its_unit() -> None:
    field = MoneyField(name="paid")
    assert field.to_python("2.5万元") == Money.from_wan("2.5")
    assert field.to_python(Person._meta.get_field("paid").value_to_string(Person(paid=Money(7)))) == Money(7)
    with pytest.raises(MoneyUnreadable):
        field.to_python("2.5")


def test_the_fields_survive_being_written_into_a_migration() -> None:
    for field in Person._meta.local_fields:
        _, _, args, kwargs = field.deconstruct()
        again = type(field)(*args, **kwargs)
        assert again.deconstruct()[2:] == (args, kwargs)
        assert again.unique == field.unique
        assert again.null == field.null


def test_every_model_of_the_foundation_states_its_personal_data() -> None:
    missing = [label for label, statement in personal_data_statements().items() if not statement]
    assert [label for label in missing if label.split(".")[0] in {"accounts", "trail", "jobs", "files"}] == []
    assert personal_data_statements()["accounts.RecoveryCode"] == "none"

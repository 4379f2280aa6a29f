"""Events are only ever added: the database itself refuses to change or remove one.

SQLite rebuilds a table to alter it and loses its triggers on the way: a later migration that alters `registry_event`
ends with `RunPython(forbid_changes, allow_changes)` from here. Tests flush tables, so tests/conftest.py uses ALLOW and FORBID.
"""

from django.db import migrations

SENTENCE = "Events are only added: registry_event refuses to change or remove a row."

FORBID = {
    "sqlite": [
        f"""CREATE TRIGGER registry_event_no_update BEFORE UPDATE ON registry_event
            BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
        f"""CREATE TRIGGER registry_event_no_delete BEFORE DELETE ON registry_event
            BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
    ],
    "postgresql": [
        f"""CREATE FUNCTION registry_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION USING MESSAGE = '{SENTENCE}', ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER registry_event_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registry_event
            FOR EACH STATEMENT EXECUTE FUNCTION registry_event_refuse()""",
    ],
}
ALLOW = {
    "sqlite": ["DROP TRIGGER registry_event_no_update", "DROP TRIGGER registry_event_no_delete"],
    "postgresql": ["DROP TRIGGER registry_event_insert_only ON registry_event", "DROP FUNCTION registry_event_refuse()"],
}


def forbid_changes(apps, schema_editor):
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_record_office")]

    operations = [migrations.RunPython(forbid_changes, allow_changes)]

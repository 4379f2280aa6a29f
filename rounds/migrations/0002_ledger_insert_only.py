"""The ledger is only ever added to: a correction is an entry of its own. As for events, see registry/migrations/0002."""

from django.db import migrations

SENTENCE = "The ledger is only added to: rounds_ledgerentry refuses to change or remove a row."

FORBID = {
    "sqlite": [
        f"""CREATE TRIGGER rounds_ledgerentry_no_update BEFORE UPDATE ON rounds_ledgerentry
            BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
        f"""CREATE TRIGGER rounds_ledgerentry_no_delete BEFORE DELETE ON rounds_ledgerentry
            BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
    ],
    "postgresql": [
        f"""CREATE FUNCTION rounds_ledgerentry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION USING MESSAGE = '{SENTENCE}', ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER rounds_ledgerentry_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rounds_ledgerentry
            FOR EACH STATEMENT EXECUTE FUNCTION rounds_ledgerentry_refuse()""",
    ],
}
ALLOW = {
    "sqlite": ["DROP TRIGGER rounds_ledgerentry_no_update", "DROP TRIGGER rounds_ledgerentry_no_delete"],
    "postgresql": [
        "DROP TRIGGER rounds_ledgerentry_insert_only ON rounds_ledgerentry",
        "DROP FUNCTION rounds_ledgerentry_refuse()",
    ],
}


def forbid_changes(apps, schema_editor):
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_programme_funds_and_rounds")]

    operations = [migrations.RunPython(forbid_changes, allow_changes)]

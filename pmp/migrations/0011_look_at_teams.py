from django.db import migrations

LOOK = """
    INSERT INTO messaging_look (subject, at)
    SELECT 'team:' || id, now() FROM people_painservice
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0009_when_to_look"),
        ("people", "0001_initial"),
        ("pmp", "0010_stepping_back"),
    ]

    operations = [migrations.RunSQL(LOOK, migrations.RunSQL.noop)]

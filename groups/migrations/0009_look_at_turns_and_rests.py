from django.db import migrations

LOOK = """
    INSERT INTO messaging_look (subject, at)
    SELECT 'job:' || id, now() FROM groups_job
    WHERE state = 'held' AND turn_ends_on >= current_date - 1
    UNION ALL
    SELECT 'pause:' || id, now() FROM groups_pause
    WHERE ended_on IS NULL AND until >= current_date - 1
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0008_words_of_help_now")]

    operations = [migrations.RunSQL(LOOK, migrations.RunSQL.noop)]

from django.db import migrations

# Once, when planning begins to go by the agenda. Later changes put themselves there.
LOOK = """
    INSERT INTO messaging_look (subject, at)
    SELECT 'meeting:' || id, now() FROM groups_meeting
    WHERE state = 'booked' AND starts_at > now() - interval '5 days'
       OR state IN ('met', 'not_met') AND reported_at > now() - interval '10 days'
    UNION ALL
    SELECT 'member:' || id, now() FROM groups_membership
    WHERE left_at IS NULL AND joined_at > now() - interval '7 days'
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0005_texts_of_no_service"),
        ("messaging", "0009_when_to_look"),
    ]

    operations = [migrations.RunSQL(LOOK, migrations.RunSQL.noop)]

from django.db import migrations

MAKE = """
CREATE FUNCTION messaging_message_forward_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
        'queued>sending', 'queued>skipped', 'queued>delivered',
        'sending>sent', 'sending>queued', 'sending>failed', 'sending>undeliverable',
        'sending>unknown', 'sending>skipped', 'sending>delivered',
        'unknown>sent', 'unknown>queued', 'unknown>delivered', 'unknown>undeliverable',
        'unknown>failed', 'unknown>skipped',
        'sent>delivered', 'sent>undeliverable', 'sent>failed'
    ])) THEN
        RAISE EXCEPTION 'A message never goes from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER messaging_message_forward_only BEFORE UPDATE OF state ON messaging_message
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION messaging_message_forward_only();
"""
DROP = """
DROP TRIGGER messaging_message_forward_only ON messaging_message;
DROP FUNCTION messaging_message_forward_only();
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_routing_release_and_stops")]
    operations = [migrations.RunSQL(MAKE, DROP)]

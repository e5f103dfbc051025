"""A real Valkey is stopped while messages are due: pages go on, and nothing is lost."""

from pathlib import Path

import pytest
import redis
from kombu import pools

from followon.celery import app
from followon.embedded.valkey import Valkey
from followon.messaging.models import Message, State
from followon.messaging.services.outbox import enqueue
from followon.messaging.tasks import plan_and_send
from tests.cast import NOW, make_person, make_service, new_mobile

pytestmark = [pytest.mark.embedded, pytest.mark.chaos]


def forget_connections() -> None:
    """Celery keeps a pool to the broker that it knew first; the next task makes another."""
    pools.reset()
    app.amqp._producer_pool = None


@pytest.fixture
def stopped_broker(tmp_path: Path):
    """A broker that was there and took a task, and is not there any more."""
    broker, before = Valkey(tmp_path / "valkey", fast=True), app.conf.broker_write_url
    url = broker.start()
    assert redis.Redis.from_url(url).ping() is True
    app.conf.broker_write_url = url
    forget_connections()
    broker.stop()
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(url).ping()
    yield url
    app.conf.broker_write_url = before
    forget_connections()


def test_what_is_due_while_valkey_is_stopped_goes_out_with_the_next_look(
    db, stopped_broker, settings, django_capture_on_commit_callbacks, caplog
):
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    service = make_service()
    ann = make_person("Ann Ash", mobile=new_mobile(), service=service)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(
            kind="sign_in_code",
            recipient=ann,
            service=service,
            facts={"secret": "123456"},
            now=NOW,
        )
    assert "No worker could be woken" in caplog.text
    assert Message.objects.get().state == State.QUEUED
    plan_and_send()
    assert Message.objects.get().state == State.SENT

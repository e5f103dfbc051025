"""An organisation's own provider, switched on by settings."""

import os
import subprocess
import sys

from django.test import Client

from followon.sign_in.whose import the_one_with
from tests.cast import make_group, make_person

SIGN_IN_PAGE = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("check")
settings.ALLOWED_HOSTS = ["testserver"]
print(Client().get("/sign-in/").content.decode())
print(Client().get("/sign-in/not-done/").content.decode())
print(Client().get("/sign-in/unknown/").content.decode())
"""


def test_the_provider_appears_when_it_is_named():
    done = subprocess.run(
        [sys.executable, "-c", SIGN_IN_PAGE],
        env={
            **os.environ,
            "DEBUG": "1",
            "HTTPS": "0",
            "DJANGO_SETTINGS_MODULE": "followon.settings",
            "OIDC_NAME": "NHS Care Identity",
            "OIDC_SERVER_URL": "https://id.example.org/.well-known/openid-configuration",
            "OIDC_CLIENT_ID": "follow-on",
            "OIDC_CLIENT_SECRET": "not-a-secret",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert 'href="/oidc/organisation/login/"' in done.stdout
    assert "Sign in with NHS Care Identity" in done.stdout
    assert "You are not signed in" in done.stdout
    assert "We do not know this account" in done.stdout


def test_without_settings_there_is_none(db):
    assert "oidc" not in Client().get("/sign-in/").content.decode()
    assert Client().get("/oidc/organisation/login/").status_code == 404


def test_somebody_is_known_by_an_address_that_is_theirs_alone(clinician, service):
    assert the_one_with(["Carys@Example.org"]) == clinician
    assert the_one_with(["nobody@example.org"]) is None
    assert the_one_with([]) is None
    partner = make_person("Pat Partner", email="carys@example.org")
    make_group(service, coordinator=partner)
    assert the_one_with(["carys@example.org"]) is None

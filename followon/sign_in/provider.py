"""What the settings say of an organisation's own provider; imports nothing that needs settings."""

from typing import Any

APPS = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
PROVIDER_ID = "organisation"


def providers(*, name: str, client_id: str, secret: str, server_url: str) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS for the one provider."""
    app = {
        "provider_id": PROVIDER_ID,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server_url},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

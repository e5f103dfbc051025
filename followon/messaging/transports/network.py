"""HTTP underneath the vendors' clients: one deadline per call, and what a failed call tells us."""

import ssl
import time
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NewConnectionError,
    ReadTimeoutError,
)

from followon.messaging.transports.base import SOON, TransportError

CHUNK = 65_536


class DeadlineAdapter(HTTPAdapter):
    """Bounds the whole answer: the time-out of requests starts anew with every byte that comes."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        ends = time.monotonic() + self.seconds
        response = super().send(request, *args, **kwargs)
        response._content = self._read(request, response, ends)
        response._content_consumed = True
        return response

    @staticmethod
    def _read(request: requests.PreparedRequest, response: requests.Response, ends: float) -> bytes:
        parts = []
        try:
            while part := response.raw.read1(CHUNK, decode_content=True):
                parts.append(part)
                if time.monotonic() > ends:
                    response.raw.close()
                    raise requests.ReadTimeout("the answer took too long", request=request)
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error, request=request) from error
        except HTTPError as error:
            raise requests.exceptions.ChunkedEncodingError(error, request=request) from error
        response.raw.release_conn()
        return b"".join(parts)


class PlainSession:
    """What Notify's client needs of a session of requests, for one provider and one thread.

    A session reads the environment anew for every call, for proxies and certificates, and looks
    for cookies, redirects and hooks, which took two fifths of a call. Here the environment is read
    once, and a redirect is not followed: no provider's API sends one.
    """

    def __init__(self, base_url: str, seconds: float) -> None:
        self._adapter = DeadlineAdapter(seconds)
        with requests.Session() as usual:
            self._surroundings = usual.merge_environment_settings(base_url, {}, None, None, None)

    def request(self, method: str, url: str, *, timeout: float, **asked: Any) -> requests.Response:
        """One call; raises requests.RequestException where there is no answer."""
        request = requests.PreparedRequest()
        request.prepare(method=method, url=url, **asked)
        response: requests.Response = self._adapter.send(
            request, timeout=timeout, **self._surroundings
        )
        return response


def network_failure(error: requests.RequestException) -> TransportError:
    """A call without an answer: clear where no connection was made, unclear from there on."""
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return TransportError(
            "The provider's address in the settings is not one", permanent=True, configuration=True
        )
    if _bad_certificate(error):
        return TransportError("The provider's certificate could not be checked", configuration=True)
    if never_connected(error):
        return TransportError("Could not connect to the provider", retry_after=SOON)
    if isinstance(error, requests.Timeout):
        return TransportError("The provider did not answer in time", unclear=True)
    return TransportError("The connection broke before the provider answered", unclear=True)


def never_connected(error: requests.RequestException) -> bool:
    """Whether the request surely never left: no route, no such name, refused."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    inner = error.args[0] if error.args else None
    if isinstance(inner, MaxRetryError):
        inner = inner.reason
    return isinstance(inner, NewConnectionError | ConnectTimeoutError)


def _bad_certificate(error: requests.RequestException) -> bool:
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, ssl.SSLCertVerificationError):
        inner = inner.__cause__ or inner.__context__
    return inner is not None

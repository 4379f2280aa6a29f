"""How we use allauth: its stages, sessions and rate limits, with codes that go to any address through our outbox."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from accounts import actions
from core import parked, sessions
from core.actor import Actor
from core.http import see_other

RESEND_AFTER = timedelta(seconds=30)


class AccountAdapter(DefaultAccountAdapter):
    """Keeps allauth to signing in and out: it registers nobody, writes to nobody and leads nowhere else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this portal: allauth would also lead to every other name the portal may have."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        raise NotImplementedError("Letters go through the outbox of the record office.")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return see_other(reverse("account_login"))


class SignIn(LoginCodeVerificationProcess):
    """One sign-in between the request for a code and the code, kept in the session by allauth.

    Unlike allauth's own it is for an address: whose it is, is asked only when the code has been typed. So an unknown
    address, a known one and that of a closed account can't be told apart, and nobody becomes known by a typing error.
    """

    @classmethod
    def begin(cls, request: HttpRequest, email: str) -> None:
        """Send a code to `email`; what was pending in this session is forgotten."""
        login = Login(user=None, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=email))
        process = cls(stage)
        process.send()
        process.persist()
        request.session[sessions.ADDRESS] = email

    @classmethod
    def pending(cls, request: HttpRequest) -> SignIn | None:
        """The sign-in this session is in the middle of, which may have become too old."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        return cls(stage) if stage else None

    @property
    def email(self) -> str:
        return self.state["email"]

    @property
    def attempts_left(self) -> int:
        return self.max_attempts - self.state["failed_attempts"]

    def may_resend(self) -> bool:
        """Whether half a minute has passed: the letter may still be on its way."""
        return self.request.received_at.timestamp() - self.state["at"] >= RESEND_AFTER.total_seconds()

    def matches(self, code: str) -> bool:
        return constant_time_compare(code, self.code)

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        letter = actions.request_code(
            email,
            by=Actor.of(self.request, "visitor"),
            at=self.request.received_at,
            code=self.generate_code(),
            lives=timedelta(seconds=self.timeout),
            language=get_language(),
        )
        self.state["letter"] = letter.pk

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign in whoever has the address; what `actions.sign_in` refuses is raised."""
        person = actions.sign_in(
            self.email,
            by=Actor.of(self.request, "visitor"),
            at=self.request.received_at,
            letter=self.state["letter"],
            language=get_language(),
        )
        self.request.session.pop(sessions.ADDRESS, None)
        is_shared = sessions.is_shared(self.request)
        # However soon it was to end as a visitor's.
        self.request.session.set_expiry(None)
        parked.settle(self.request, person.pk, at=self.request.received_at)
        sessions.choose(self.request, is_shared=is_shared)
        record_authentication(self.request, person, method="code", email=self.email)
        return perform_login(self.request, Login(user=person, redirect_url=redirect_url, email=self.email))


def may_request_code(request: HttpRequest, email: str) -> bool:
    """Counts the request: letters to one address, and from one network."""
    return ratelimit.consume(request, action="request_login_code", key=email)


def may_try_code(request: HttpRequest) -> bool:
    """Whether this network has typed so many wrong codes that somebody must be guessing."""
    return ratelimit.consume(request, action="login_failed", dry_run=True)


def note_wrong_code(request: HttpRequest) -> None:
    ratelimit.consume(request, action="login_failed")

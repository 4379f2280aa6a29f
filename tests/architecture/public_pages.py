"""The pages that open without signing in, by name, and why. Everything else asks who is there."""

PUBLIC = {
    "account_login": "the way in",
    "account_confirm_login_code": "the second half of the way in",
    "account_logout": "leads home whoever is out already; signing in to sign out would be a riddle",
    "applications:blank_form": "the questions are read, and printed at the library, before anybody signs in",
    "healthz": "asked by the machinery that watches the process",
    "readyz": "asked by the machinery that watches the service; tells no names",
}

"""What is done to people, groups and roles."""

from accounts.actions.groups import edit_group, start_group
from accounts.actions.people import close_account, edit_person, grant_role, invite, reopen_account, revoke_role
from accounts.actions.signing_in import request_code, sign_in

__all__ = [
    "close_account", "edit_group", "edit_person", "grant_role", "invite", "reopen_account", "request_code", "revoke_role",
    "sign_in", "start_group",
]  # fmt: skip

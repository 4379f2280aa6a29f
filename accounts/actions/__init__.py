"""What is done to people, groups and roles."""

from accounts.actions.groups import add_group, edit_group, start_group
from accounts.actions.members import (
    accept_invitation,
    change_member,
    decline_invitation,
    forget_invitations,
    invite_to_group,
    leave_group,
    remove_member,
    withdraw_invitation,
)
from accounts.actions.people import close_account, edit_person, grant_role, invite, reopen_account, revoke_role, set_title
from accounts.actions.saved_views import change_view, remove_view, save_view
from accounts.actions.signing_in import request_code, sign_in

__all__ = [
    "accept_invitation", "add_group", "change_member", "change_view", "close_account", "decline_invitation", "edit_group", "edit_person",
    "forget_invitations", "grant_role", "invite", "invite_to_group", "leave_group", "remove_member", "remove_view", "reopen_account",
    "request_code", "revoke_role", "save_view", "set_title", "sign_in", "start_group", "withdraw_invitation",
]  # fmt: skip

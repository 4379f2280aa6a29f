"""What people type about themselves, their groups and each other's roles."""

from accounts.forms.groups import GroupForm, StartGroupForm
from accounts.forms.members import AcceptInvitationForm, ChangeMemberForm, InviteToGroupForm
from accounts.forms.people import InviteForm, RoleForm, SetTitleForm
from accounts.forms.profile import ProfileForm
from accounts.forms.signing_in import CodeForm, CodeRequestForm

__all__ = [
    "AcceptInvitationForm", "ChangeMemberForm", "CodeForm", "CodeRequestForm", "GroupForm", "InviteForm", "InviteToGroupForm",
    "ProfileForm", "RoleForm", "SetTitleForm", "StartGroupForm",
]  # fmt: skip

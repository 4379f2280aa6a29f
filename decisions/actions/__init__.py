"""What is done from the proposal to the published letter."""

from decisions.actions.deciding import decide, publish, reopen, withdraw
from decisions.actions.letters import download, render_letters
from decisions.actions.proposing import propose, return_to_review

__all__ = [
    "decide",
    "download",
    "propose",
    "publish",
    "render_letters",
    "reopen",
    "return_to_review",
    "withdraw",
]

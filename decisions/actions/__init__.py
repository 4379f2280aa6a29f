"""What is done from the proposal to the published letter."""

from decisions.actions.approving import record_funder_approval, record_funder_approvals
from decisions.actions.correcting import correct, keep_decision
from decisions.actions.deciding import decide, reopen, withdraw
from decisions.actions.dividing import Given, copy_scenario, delete_scenario, make_scenario, rename_scenario, save_scenario
from decisions.actions.explaining import add_reason, edit_reason, explain, load_reasons, retire_reason
from decisions.actions.lapsing import give_up, lapse
from decisions.actions.letters import download, render_letters
from decisions.actions.offering import accept_offer, decline_offer, lapse_offers, offer_reserve, take_up_offer
from decisions.actions.proposing import propose, return_to_review
from decisions.actions.proposing_all import propose_scenario
from decisions.actions.publishing import publish
from decisions.actions.round_books import take_round_book

__all__ = [
    "Given",
    "accept_offer",
    "add_reason",
    "copy_scenario",
    "correct",
    "decide",
    "decline_offer",
    "delete_scenario",
    "download",
    "edit_reason",
    "explain",
    "give_up",
    "keep_decision",
    "lapse",
    "lapse_offers",
    "load_reasons",
    "make_scenario",
    "offer_reserve",
    "propose",
    "propose_scenario",
    "publish",
    "record_funder_approval",
    "record_funder_approvals",
    "rename_scenario",
    "render_letters",
    "reopen",
    "retire_reason",
    "return_to_review",
    "save_scenario",
    "take_round_book",
    "take_up_offer",
    "withdraw",
]

"""What is done from the proposal to the published letter."""

from decisions.actions.deciding import decide, reopen, withdraw
from decisions.actions.dividing import Given, copy_scenario, delete_scenario, make_scenario, rename_scenario, save_scenario
from decisions.actions.explaining import add_reason, edit_reason, explain, load_reasons, retire_reason
from decisions.actions.letters import download, render_letters
from decisions.actions.offering import accept_offer, decline_offer, lapse_offers, offer_reserve, take_up_offer
from decisions.actions.proposing import propose, return_to_review
from decisions.actions.proposing_all import propose_scenario
from decisions.actions.publishing import publish
from decisions.actions.round_books import take_round_book
from decisions.actions.serving import annul_notice, list_decision, note_electronic, serve, take_letters, take_off_list

__all__ = [
    "Given",
    "accept_offer",
    "add_reason",
    "annul_notice",
    "copy_scenario",
    "decide",
    "decline_offer",
    "delete_scenario",
    "download",
    "edit_reason",
    "explain",
    "lapse_offers",
    "list_decision",
    "load_reasons",
    "make_scenario",
    "note_electronic",
    "offer_reserve",
    "propose",
    "propose_scenario",
    "publish",
    "rename_scenario",
    "render_letters",
    "reopen",
    "retire_reason",
    "return_to_review",
    "save_scenario",
    "serve",
    "take_letters",
    "take_off_list",
    "take_round_book",
    "take_up_offer",
    "withdraw",
]

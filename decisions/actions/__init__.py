"""What is done from the proposal to the published letter."""

from decisions.actions.approving import (
    approve_by_paper,
    correct_approvals,
    record_funder_approval,
    record_funder_approvals,
    take_funder_document,
)
from decisions.actions.claim_handling import answer_hearing, ask_hearing, hand_over_claim, record_hearing
from decisions.actions.claim_outcomes import end_appeal, end_claim, record_appeal, serve_claim
from decisions.actions.claiming import add_claim_file, enter_claim, make_claim, withdraw_claim
from decisions.actions.correcting import correct, keep_decision
from decisions.actions.deciding import decide, reopen, withdraw
from decisions.actions.dividing import Given, copy_scenario, delete_scenario, make_scenario, rename_scenario, save_scenario
from decisions.actions.explaining import add_reason, edit_reason, explain, load_reasons, retire_reason
from decisions.actions.hearing_days import remind_of_hearings, tell_hearings_over
from decisions.actions.lapsing import give_up, lapse
from decisions.actions.letters import download, render_letters
from decisions.actions.offering import accept_offer, decline_offer, lapse_offers, offer_reserve, take_up_offer
from decisions.actions.proposing import propose, return_to_review
from decisions.actions.proposing_all import propose_scenario
from decisions.actions.publishing import cancel_publication, publish, publish_due, schedule_publication
from decisions.actions.round_books import take_round_book
from decisions.actions.serving import annul_notice, list_decision, note_electronic, serve, take_letters, take_off_list

__all__ = [
    "Given",
    "accept_offer",
    "add_claim_file",
    "add_reason",
    "annul_notice",
    "answer_hearing",
    "approve_by_paper",
    "ask_hearing",
    "cancel_publication",
    "copy_scenario",
    "correct",
    "correct_approvals",
    "decide",
    "decline_offer",
    "delete_scenario",
    "download",
    "edit_reason",
    "end_appeal",
    "end_claim",
    "enter_claim",
    "explain",
    "give_up",
    "hand_over_claim",
    "keep_decision",
    "lapse",
    "lapse_offers",
    "list_decision",
    "load_reasons",
    "make_claim",
    "make_scenario",
    "note_electronic",
    "offer_reserve",
    "propose",
    "propose_scenario",
    "publish",
    "publish_due",
    "record_appeal",
    "record_funder_approval",
    "record_funder_approvals",
    "record_hearing",
    "remind_of_hearings",
    "rename_scenario",
    "render_letters",
    "reopen",
    "retire_reason",
    "return_to_review",
    "save_scenario",
    "schedule_publication",
    "serve",
    "serve_claim",
    "take_funder_document",
    "take_letters",
    "take_off_list",
    "take_round_book",
    "take_up_offer",
    "tell_hearings_over",
    "withdraw",
    "withdraw_claim",
]

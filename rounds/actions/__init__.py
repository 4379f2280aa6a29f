"""What is done to the programme, its rounds and its money."""

from rounds.actions.criteria import Asked, set_criteria
from rounds.actions.money import commit, release, set_budget, set_share
from rounds.actions.programme import OPENING_TIME, PROPOSED_CLOSING_TIME, load_programme, set_funder, set_separation, set_service
from rounds.actions.rounds import confirm_dates, move_closing, note_decided, open_new_round, set_cost_model

__all__ = [
    "OPENING_TIME",
    "PROPOSED_CLOSING_TIME",
    "Asked",
    "commit",
    "confirm_dates",
    "load_programme",
    "move_closing",
    "note_decided",
    "open_new_round",
    "release",
    "set_budget",
    "set_cost_model",
    "set_criteria",
    "set_funder",
    "set_separation",
    "set_service",
    "set_share",
]

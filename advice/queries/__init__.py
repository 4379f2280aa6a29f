"""Questions about advice that cross tables."""

from advice.queries.given import advice_on, advisers_of

__all__ = ["advice_on", "advisers_of"]

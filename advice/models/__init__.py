"""Ideas, talks, and the record of the advice that was given."""

from advice.models.given import CHANNELS, TOLD_CHANNELS, TOPICS, AdviceGiven
from advice.models.ideas import Idea
from advice.models.threads import CITY, GROUP, Message, ReadMark, Thread

__all__ = [
    "CHANNELS", "CITY", "GROUP", "TOLD_CHANNELS", "TOPICS",
    "AdviceGiven", "Idea", "Message", "ReadMark", "Thread",
]  # fmt: skip

"""The pages that open without signing in, by name, and why. Everything else asks who is there."""

PUBLIC = {
    "front:home": "the first page of somebody who has never been here",
    "front:advice": "whoever has a question need not sign in to read how to ask",
    "front:instructions": "what to know before applying is read before signing in",
    "front:language": "visitors read in their own language",
    "front:mail": "codes are read here before signing in; there is no such page where DEBUG is off",
    "advice:appointments": "somebody who wonders whether to ask sees the free times first",
    "account_login": "the way in",
    "account_confirm_login_code": "the second half of the way in",
    "account_logout": "leads home whoever is out already; signing in to sign out would be a riddle",
    "applications:blank_form": "the questions are read, and printed at the library, before anybody signs in",
    "applications:blank_printout": "who has no computer of her own gets the form printed for her",
    "applications:eligibility": "whether an idea fits is asked before anybody signs in",
    "advice:tell_idea": "an idea is told before anybody signs in",
    "advice:idea_told": "visitors read what happens next; only the browser in which the idea was told shows its number",
    "advice:meetings": "what is announced is for everybody, also for somebody who has never been here",
    "advice:meeting": "one reads what a meeting is about before one decides to sign up",
    "advice:meeting_calendar": "it holds what the page of the meeting says",
    "advice:questions": "what others have asked helps before one signs in, or instead",
    "healthz": "asked by the machinery that watches the process",
    "readyz": "asked by the machinery that watches the service; tells no names",
}

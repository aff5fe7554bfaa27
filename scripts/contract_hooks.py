"""Rules of the API that bind several parameters together, which a description in OpenAPI cannot state.

The parameters say them in words; requests that break them are refused with 400 and are no valid examples.
"""

import schemathesis


def number(value, default):
    try:
        return int(value)
    except (TypeError, ValueError):
        return default


def first_day(text):
    """The first day that a year, a month or a day means."""
    return str(text) + "-01-01"[len(str(text)) - 4 :] if len(str(text)) < 10 else str(text)


def last_day(text):
    """A day not before the last one that a year, a month or a day means."""
    return str(text) + "-12-31"[len(str(text)) - 4 :] if len(str(text)) < 10 else str(text)


@schemathesis.hook
def filter_case(context, case):
    """Whether a case keeps the rules; those that are meant to be wrong are kept all the same."""
    if case.meta is not None and case.meta.generation.mode.is_negative:
        return True
    query = case.query or {}
    page = query.get("page")
    if page is not None and query.get("after"):
        return False
    if number(page, 1) * number(query.get("per_page"), 20) > 10_000:
        return False
    since, until = query.get("from"), query.get("to")
    return not (since and until) or first_day(since) <= last_day(until)

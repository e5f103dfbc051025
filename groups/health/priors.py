"""What is assumed before a group is known, each with its source."""

# Rhythm
USUAL_RHYTHM_DAYS = 30.0  # the commonest in the paper's Table 2 (monthly: 5 of 11)
RHYTHM_BOUNDS = (7.0, 120.0)
RHYTHM_LEARNED_FROM_AT_LEAST = 3  # gaps
RHYTHM_LEARNED_FROM = 6  # latest gaps

# Reports
REPORT_GRACE_DAYS = 7  # a report is not late before this

# Rests
OPEN_REST_DAYS = 92  # a pause without a day of return is believed for a quarter

# When a group is new
NEW_UNTIL_MEETINGS = 3
NEW_UNTIL_RHYTHMS = 3.0
FIRST_MEETING_WITHIN_DAYS = 42  # six weeks from the last session

# When a flag speaks up
OVERDUE_RHYTHMS = 1.5
LONG_OVERDUE_RHYTHMS = 2.5
SHRINKING_FIRST = 3  # best meetings
SHRINKING_LAST = 4  # latest meetings
SHRUNK_TO = 0.75
STRETCHING_LAST = 3  # latest gaps
STRETCHED_TO = 1.3
FEW = 3
UNREACHABLE_SHARE = 1 / 3

# Looking ahead
LOOK_AHEAD_DAYS = 730

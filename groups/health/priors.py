"""What is assumed before a group is known, each with its source."""

# ---- Rhythm ----
USUAL_RHYTHM_DAYS = 30.0  # the commonest in the paper's Table 2 (monthly: 5 of 11)
RHYTHM_BOUNDS = (7.0, 120.0)
RHYTHM_LEARNED_FROM_AT_LEAST = 3  # gaps
RHYTHM_LEARNED_FROM = 6  # latest gaps
GAP_SIGMA = 0.22  # log-normal jitter of a gap; no source, .20 in the simulator

# ---- Reports ----
REPORT_GRACE_DAYS = 7  # a report is not late before this
REPORT_LAG_DAYS = 7.0  # a usual report arrives by then
REPORTED = {0.5: 0.08, 0.7: 0.30, 0.85: 0.42, 0.97: 0.20}  # share of meetings reported: prior
SKIPPED = 0.08  # share of meetings that do not happen in a steady group
SKIP_TOLD = 0.5  # of those, reported as not held or cancelled

# ---- Rests ----
OPEN_REST_DAYS = 92  # a pause without a day of return is believed for a quarter

# ---- When a group is new ----
NEW_UNTIL_MEETINGS = 3
NEW_UNTIL_RHYTHMS = 3.0
FIRST_MEETING_WITHIN_DAYS = 42  # six weeks from the last session

# ---- Attendance (Table 2: "6-8" and "5-8" of 8; Costa 2021 for flares) ----
TURNOUT = {0.5: 0.10, 0.6: 0.22, 0.7: 0.33, 0.8: 0.25, 0.9: 0.10}  # share who come: prior
TURNOUT_SPREAD = 40.0  # beta-binomial concentration: flares cluster
TURNOUT_DRIFT = 0.015  # chance per meeting that the usual turnout moves a step
WINTER_MONTHS = (12, 1, 2)
WINTER_TURNOUT = 0.85

# ---- Fading (mover-stayer fit to Table 2: about half fragile) ----
FRAGILE_SHARE = 0.55
FRAGILE_ONSET = 0.08  # a month
STABLE_ONSET = 0.006
SUDDEN_SHARE = 0.30  # of fades: the group just stops
STAGE_STEP = 0.45  # chance per rhythm that a fade goes a stage further
TURNED_ROUND = 0.02  # chance per rhythm that a fading group is steady again
STAGES_BEGIN = (0.7, 0.3, 0.0, 0.0)  # some fades begin with a drop
STAGES_ATTENDANCE = (0.80, 0.62, 0.45, 0.30)
STAGES_STRETCH = (1.20, 1.45, 1.8, 2.3)
STAGES_SKIPPED = (0.25, 0.35, 0.40, 0.45)
SHRINKING_SKIPPED = (0.18, 0.28, 0.36, 0.42)
STAGES_STOP = (0.03, 0.05, 0.09, 0.14)  # chance per rhythm
KINDS = {"shrinking": 0.34, "stretching": 0.33, "both": 0.33}
STOPPED_MEETS = 0.0005
STOPPED_SILENT = 0.9
STOPPED_TOLD = 0.12
STOPPED_BOOKS = 0.05
BOOKED_BEFORE_STOPPING = 0.6
FADE_BOOKS = 0.7  # of a steady group's bookings
BOOKS_PRIOR = (1.0, 1.0)
BOOKS_AT_MOST = 0.9
LEAVING_RATIO = 3.0
LEFT_FELT_DAYS = 240
RESTING_RATIO = 3.0
YES_PRIOR = (6.5, 3.5)
ANSWER_TEMPER = 0.6
ANSWERS_AT_LEAST = 2
FORGETTING = 0.7  # of the weight of evidence, per date

# ---- Levels ----
RAISE_AT = 0.63
# Where dates are not put in the diary, or meetings often not reported, silence misleads more often
# than the model thinks: the alarm waits for more (log odds).
UNBOOKED_WAITS = 0.55
UNREPORTED_WAITS = 7.5  # for each whole share of meetings unreported beyond the usual
USUALLY_REPORTED = 0.82
BOOKS_FROM = 0.3  # share of dates in the diary
WATCH_AT = 0.35
WATCH_UNTIL = 0.25

# ---- When a flag speaks up ----
OVERDUE_RHYTHMS = 1.5
SHRINKING_FIRST = 3  # best meetings
SHRINKING_LAST = (4, 3, 2)  # latest meetings: the longest run that bears it out
SHRUNK_TO = 0.75
STRETCHING_LAST = (3, 2, 1)  # latest gaps, likewise
STRETCHED_TO = 1.35
FEW = 3
NOT_MET_OF = 4  # latest dates
SERIOUS_SHARE = 0.5  # of the heaviest evidence
SHOWN_FROM = 0.5  # weight of evidence, log odds
NEVER_MET = 0.8  # probability then
UNREACHABLE_SHARE = 1 / 3

# ---- Looking ahead ----
LOOK_AHEAD_DAYS = 730

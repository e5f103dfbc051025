"""How fast it is, each part beside a floor that was measured in the same run; never a test.

`script/bench` runs all of it, `script/bench planning` one, `--small` does a quick try, `--list`
names what there is. Each bench gets a process, a migrated empty database and production's settings
of its own, on servers that script/bench brings along; or on those that DATABASE_URL and REDIS_URL
name, where it makes a database of its own too. (Wake-ups for workers land in that Valkey: give it
a number that nobody else uses.) No time ever decides whether a run fails, only a broken bench does.

To write one, make a module of this folder whose docstring says what is measured, with

    from .kit.table import Show

    def run(show: Show) -> None:
        show.say("making 100,000 meetings …")         # progress, on the error output
        count = 500 if show.small else 10_000
        ...
        show("messages sent", 1800, floor=2400, ratio=0.7)        # a rate: higher is better
        show("a minute of planning", 3.1, "s", at_most=5)         # a bound: lower is better
        show("with two workers", 3100, floor=1800, ratio=1.6, floor_is="one worker")
        show.note("The floor is a bare claim-post-mark loop over the same client.")

`show(what, ours, unit="a second", *, floor=None, floor_is="", ratio=None, at_most=None,
at_least=None)` adds a row: `ratio` is the wanted least of ours ÷ floor, `at_most` and `at_least`
are bounds on ours. That exact line `def run(show: Show) -> None:` makes a module a bench; any
other module beside it is its helper. What several benches need is in `kit`: `Clock`, `percentile`,
`peak_memory`, `copy_rows`, `Program`.
"""

"""Load and gap in plain Python, as a process of its own: `plain.py FOLDER HAVE WANT`."""
import csv
import glob
import os
import sys
from collections import defaultdict, deque

WORDS = {"equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship"}
INVERSE = {"subset-of": "superset-of", "superset-of": "subset-of"}


def rows(folder, kind):
    for path in sorted(glob.glob(os.path.join(folder, kind, "*.csv"))):
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader


def load(folder):
    """Kinds by id, links, and how many rows are in error."""
    kinds, parents, links, wrong = {}, {}, {}, 0
    for identifier, parent, kind, _, _ in rows(folder, "requirements"):
        wrong += identifier in kinds
        kinds[identifier] = kind
        if parent:
            parents[identifier] = parent
    wrong += sum(parent not in kinds for parent in parents.values())
    for row in rows(folder, "links"):
        source, target, word, strength = row[0], row[1], row[2], int(row[4])
        ends = (source, target)
        known = source in kinds and target in kinds and word in WORDS and 0 <= strength <= 10
        if not known or ends in links or (target, source) in links or not row[7]:
            wrong += 1
            continue
        links[ends] = word
    return kinds, links, wrong


def gap(kinds, links, have, want):
    """How many assessable requirements of `want` are covered and partial when `have` is held."""
    steps = defaultdict(list)
    for (source, target), word in links.items():
        steps[source].append((word, target))
        steps[target].append((INVERSE.get(word, word), source))
    assessable = [identifier for identifier, kind in kinds.items() if kind != "heading"]
    covered = {identifier for identifier in assessable if identifier.split(":")[0] == have}
    queue = deque(covered)
    while queue:
        for word, to in steps[queue.popleft()]:
            if word in ("equal-to", "superset-of") and to not in covered:
                covered.add(to)
                queue.append(to)
    partial = set()
    queue = deque((identifier, True) for identifier in covered)
    while queue:
        at, first = queue.popleft()
        for word, to in steps[at]:
            leads = word in ("equal-to", "subset-of") or (first and word == "intersects-with")
            if leads and to not in covered and to not in partial:
                partial.add(to)
                queue.append((to, False))
    wanted = [identifier for identifier in assessable if identifier.split(":")[0] == want]
    return sum(at in covered for at in wanted), sum(at in partial for at in wanted)


if __name__ == "__main__":
    KINDS, LINKS, _ = load(sys.argv[1])
    print("covered %d, partial %d" % gap(KINDS, LINKS, sys.argv[2], sys.argv[3]))

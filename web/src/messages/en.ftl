# The page

title = { $view } · imsmap
overview = Overview
matrix = Matrix
requirement = Requirement
gap = Gap
views = Views
skip = Skip to the content
loading = Reading the map …
asking = Asking the map …
view-failed = This view could not be shown
load-failed = The map could not be read
engine-stopped = The engine stopped. What is shown stays readable; reload the page to ask again.
reload = Reload
nearest = The nearest that exist:
no-such-view = There is no view “{ $path }”
to-overview = Go to the overview
footer = The project’s own reading, not published by ISO, IEC or PeopleCert. Nothing you do here leaves this browser.
printed = imsmap · printed { $date } · data { $version }
printed-filter = Shown: { $filter }
close = Close
copy = Copy
copied = Copied
show = Show
filter = Filter rows
filter-placeholder = Filter rows: 8.6, incident …
filter-text = containing “{ $text }”
filter-empties = Nothing is left with this filter: { $filter }.
filtered-by = Filter: { $filter }.
clear-filter = Clear the filter
rows-shown = { $shown ->
    [one] { $shown } row of { $of }.
   *[other] { $shown } rows of { $of }.
  }
export-csv = Download CSV
export-csv-some = Download CSV ({ $shown } of { $of } rows)
set-aside = { $count ->
    [one] { $count } row in error was set aside: what is shown is incomplete.
   *[other] { $count } rows in error were set aside: what is shown is incomplete.
  }
set-aside-findings = See the findings
in-terminal = The same in the terminal:
ratio = { $count }/{ $of }
theme = Colours
theme-auto = Auto
theme-light = Light
theme-dark = Dark

# Search

search = Search requirements
search-placeholder = Search: 8.6.1, incident …
search-hits = Requirements found
search-count = { $count ->
    [0] Nothing found. Enter shows the nearest ids.
    [one] One requirement found.
   *[other] { $count } requirements found.
  }

# Keys

help-title = Keys
help-key = Key
help-does = What it does
help-switch = Single-key shortcuts are on
key-search = Search
key-go-overview = Go to the overview
key-go-matrix = Go to the matrix
key-go-requirement = Go to the requirement opened last
key-go-gap = Go to the gap
key-move = Next row, previous row
key-arrows = The same, once a row has the focus
key-enter = Open the row
key-export = Download what is shown as CSV
key-escape = Close what is open
key-help = These keys

# The words of the map

equal-to = equal to
equal-to-says = Both ask the same.
subset-of = subset of
subset-of-says = All of this is asked there too; there more is asked.
superset-of = superset of
superset-of-says = All of that is asked here too; here more is asked.
intersects-with = intersects with
intersects-with-says = They share something; each asks something that the other does not.
no-relationship = nothing in common
no-relationship-says = Examined: nothing in common.

state-covered = Covered
state-covered-says = Wholly met by what is held, and proven.
state-partial = Partly met
state-partial-says = Something of it is met for certain, not all.
state-suggested = Suggested
state-suggested-says = Nothing is proven: a place to look.
state-not-examined = Not examined
state-not-examined-says = Nobody has looked yet: nothing is claimed.
state-none = Nothing found
state-none-says = Examined against all that is held; nothing meets it.

cell-linked = linked
cell-nothing-corresponds = nothing corresponds
cell-no-link = no link of its own
cell-not-examined = not examined

basis-asserted = asserted
basis-proven = proven
basis-suggested = suggested

confidence-high = high confidence
confidence-medium = medium confidence
confidence-low = low confidence

review-draft = draft
review-agreed = agreed
review-contested = contested

rationale-syntactic = same wording
rationale-semantic = same meaning
rationale-functional = same result

kind-heading = heading
kind-clause = clause
kind-control = control
kind-practice = practice
kind-activity = activity
kind-principle = principle

status-in-force = in force
status-in-transition = in transition
status-superseded = superseded
status-withdrawn = withdrawn

severity-error = Error
severity-warning = Warning
severity-repair = Repair
severity-hint = Hint

proof-inside = is part of
proof-holds = holds
proof-all-children = is met when all below it are:
proof-joint = together with others meets

# Overview

overview-title = One management system, several standards
overview-lead = imsmap shows which requirements of ISO/IEC 20000-1, ISO 9001 and ISO/IEC 27001, and which ITIL 4 practices, correspond, why, and what is left. What is not proven is not counted.
question-gap = We hold 27001 and 9001. What is left for 20000-1?
question-gap-says = How many requirements are met for certain, how many at most, and what each of the others still needs.
question-matrix = What corresponds to each clause of 20000-1?
question-matrix-says = Clause by clause, with 9001, 27001 and ITIL 4 beside it. Gaps are visible as gaps.
question-why = Why does the map say so, and how sure is it?
question-why-says = Each link with its reason, what either side lacks, its confidence, review and source row. For example, incident management.
standards = Standards
standard = Standard
status = Status
published = Published
notes = Notes
replaces = replaces { $name }
assessable = Assessable
headings = Headings
amended = amended: { $amendments }
publisher-page = { " " }page of { $name }
assessable-says = Only assessable requirements are counted: a heading is the sum of what stands below it.
pairs = How far each pair was examined
pairs-says = Counted are assessable requirements with at least one link, or an explicit “nothing corresponds”, towards the other standard.
pair = Pair
with = with
examined = Examined
examined-label = Requirements of { $name } examined
rows = Rows
relationships = Relationships
review = Review
confidence = Confidence
no-rows = no rows yet: nothing is claimed
confidence-high-short = high
confidence-medium-short = medium
confidence-low-short = low
findings = Findings
findings-count = { $count ->
    [one] One thing was found in the data.
   *[other] { $count } things were found in the data.
  }
hint = Hint:
about-data = About the data
about-own-reading = Every link is the project’s own reading. It is not published, endorsed or reviewed by ISO, IEC, PeopleCert or ISACA, and it replaces neither the standards nor an audit.
about-words = Numbers and short titles identify the requirements. Everything else is in our own words; nothing is quoted from a standard.
about-marks = ITIL® is a registered trade mark of the PeopleCert group. It is used here to name what is mapped, and implies no endorsement.
about-licence = The mapping data is licensed under CC BY 4.0: use it, change it, name the source.
about-private = The map is computed in this browser. No request leaves this site, nothing is tracked, and only the colours and the key switch are remembered.

# Matrix

matrix-of = What corresponds to { $name }
matrix-lead = Each link reads from the left column: “⊂ 8.4” says that all of the requirement on the left is also asked by 8.4 there. Choose a link or a row for its reason.
matrix-anchor = Requirements of
matrix-columns = Beside them
only-gaps = Only gaps
with-words = Relationships in words
fold-all = Fold chapters
unfold-all = Unfold all
fold = Rows of { $label }
legend = Signs

# Requirement

requirement-of = { $label }, { $name }
requirement-which = Which requirement?
requirement-which-says = Type a number or a word into the search box, or choose a standard to see its requirements.
requirement-unknown = No such requirement
place = Place in the standard
below = Below it
strength = strength { $strength }/10
reference = see { $reference }
carried-by = The row stands at
not-examined-says = Nobody has looked through this standard for it yet, so nothing is claimed.
no-link-says = Examined, but this requirement carries no link of its own.
only-in = Only { $name } asks
nothing-more = nothing more
nothing-in = Nothing in { $name } corresponds

# Gap

gap-of = What is left for { $name }
we-hold = We hold
we-want = We want
contested-too = Let contested rows prove, too
headline = The answer
gap-headline = At least { $atLeast }, at most { $atMost } of { $assessable } requirements of { $name } are met; { $notExamined ->
    [0] all are examined.
   *[other] { $notExamined } not examined.
  }
gap-held = Held: { $names }.
gap-held-nothing = Held: nothing. Tick what you hold.
of-all = { " " }of { $of }
assumptions = What this assumes
rollup = By clause
rollup-deeper = with sub-clauses
clause = Clause
as-bar = As a bar
of-assessable = Assessable
gap-requirements = Requirement by requirement
state = State
basis = Basis
by = By
remaining = Remaining
remaining-all = all of it
lacks = { $name }:
remainder-not-described = The overlap follows from a chain of links; what remains is not described.
more = { $count ->
    [one] and one more: open the row
   *[other] and { $count } more: open the row
  }
not-examined-towards = Not examined towards { $names }.
weakest = Weakest on the way:
left-link-by-link = What is left, link by link
proof = Proof
anything-in = anything in { $name }
by-hierarchy = by the structure of the standard
open-requirement = Open { $label }

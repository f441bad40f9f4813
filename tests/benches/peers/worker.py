"""Runs one job on request, with data that stays in memory.

A request is a line of JSON, `{"job": NAME, "repeat": N, ...}`; the reply is one too, with the seconds that one run took and what
came out: `{"seconds": S, "answer": TEXT}`. What a job prepares is kept and not timed.
"""
import functools
import json
import sys
import time

import numpy as np
import pandas as pd
import polars as pl
import rustworkx as rx
from scipy import sparse
from scipy.sparse import csgraph

import plain

WORDS = ["equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship"]
INVERSE = [0, 2, 1, 3, 4]
# What a chain proves (the same, inside, around, overlap, disjoint), and what it proves one word further; 5 is nothing.
NEXT = [[0, 1, 2, 3, 4], [1, 1, 5, 5, 4], [2, 3, 2, 3, 5], [3, 3, 5, 5, 5], [4, 5, 4, 5, 5]]


class Corpus:
    """One corpus: where its files are, and what the jobs ask."""

    def __init__(self, folder, joined, have, want, touches, queries):
        self.folder, self.joined, self.have, self.want = folder, joined, have, want
        self.touches_file, self.queries = touches, queries

    @functools.cached_property
    def requirements(self):
        return pl.read_csv(f"{self.folder}/requirements/*.csv", columns=["id", "kind"])

    @functools.cached_property
    def links(self):
        return pl.read_csv(f"{self.folder}/links/*.csv", columns=["source", "target", "relationship"])

    @functools.cached_property
    def links_in_pandas(self):
        return self.links.to_pandas()

    @functools.cached_property
    def ids(self):
        return self.requirements["id"].to_list()

    @functools.cached_property
    def numbers(self):
        return {identifier: number for number, identifier in enumerate(self.ids)}

    @functools.cached_property
    def arcs(self):
        """Every link from both ends, in numbers: start, word, end."""
        number = np.vectorize(self.numbers.get, otypes=[np.int64])
        source, target = number(self.links["source"].to_numpy()), number(self.links["target"].to_numpy())
        word = np.vectorize(WORDS.index, otypes=[np.int64])(self.links["relationship"].to_numpy())
        inverse = np.array(INVERSE)[word]
        return np.r_[source, target], np.r_[word, inverse], np.r_[target, source]

    def matrix(self, *words):
        """Where an arc with one of these words leads, as a matrix from the column to the row."""
        start, word, end = self.arcs
        chosen = np.isin(word, words)
        ones = np.ones(chosen.sum(), dtype=np.int32)
        count = len(self.ids)
        return sparse.csr_matrix((ones, (end[chosen], start[chosen])), shape=(count, count))

    @functools.cached_property
    def matrices(self):
        """What is inside, what overlaps or is around, what stays overlapped."""
        return self.matrix(0, 2), self.matrix(1, 3), self.matrix(0, 1)

    def leaves(self, standard):
        own = self.requirements["id"].str.starts_with(standard + ":") & (self.requirements["kind"] != "heading")
        return own.to_numpy()

    @functools.cached_property
    def held(self):
        return self.leaves(self.have)

    @functools.cached_property
    def wanted(self):
        return self.leaves(self.want)

    @functools.cached_property
    def steps(self):
        """The arcs as a frame."""
        start, word, end = self.arcs
        return pl.DataFrame({"start": start, "word": word, "end": end}).cast(pl.UInt32)

    @functools.cached_property
    def proofs(self):
        """The graph of chains: a node for a requirement and what is proven of it, and one for each requirement as a goal."""
        start, word, end = self.arcs
        count = len(self.ids)
        graph = rx.PyDiGraph(multigraph=False)
        graph.add_nodes_from(range(6 * count))
        for state, row in enumerate(NEXT):
            to = np.array(row)[word]
            alive = to < 5
            edges = np.c_[start[alive] * 6 + state, end[alive] * 6 + to[alive]]
            graph.extend_from_edge_list([tuple(edge) for edge in edges.tolist()])
            graph.extend_from_edge_list([(at * 6 + state, at * 6 + 5) for at in range(count)])
        return graph

    @functools.cached_property
    def touches(self):
        return pd.read_csv(self.touches_file)


def load_polars(requirements, links):
    """Reads everything, and looks for what a careful user would look for."""
    requirements = pl.scan_csv(requirements).collect()
    links = pl.scan_csv(links).collect()
    ids = requirements.select("id")
    wrong = requirements["id"].is_duplicated().sum()
    parents = requirements.select(id="parent").drop_nulls()
    wrong += parents.join(ids, on="id", how="anti").height
    for end in ("source", "target"):
        wrong += links.join(ids, left_on=end, right_on="id", how="anti").height
    wrong += (~links["relationship"].is_in(WORDS)).sum()
    wrong += (~links["strength"].is_between(0, 10)).sum()
    wrong += links["why"].is_null().sum()
    wrong += links.select("source", "target").is_duplicated().sum()
    backwards = links.select(source="target", target="source")
    wrong += links.join(backwards, on=["source", "target"], how="semi").height
    return requirements.height, links.height, wrong


def loaded(requirements, links, wrong):
    return f"requirements {requirements}, links {links}, findings {wrong}"


def run_load_polars(corpus):
    requirements, links, wrong = load_polars(f"{corpus.folder}/requirements/*.csv", f"{corpus.folder}/links/*.csv")
    return lambda: loaded(requirements, links, wrong)


def run_load_polars_joined(corpus):
    requirements, links, wrong = load_polars(f"{corpus.joined}/requirements.csv", f"{corpus.joined}/links.csv")
    return lambda: loaded(requirements, links, wrong)


def run_load_python(corpus):
    kinds, links, wrong = plain.load(corpus.folder)
    return lambda: loaded(len(kinds), len(links), wrong)


def coverage(corpus, hops):
    inside, overlap, onward = corpus.matrices
    covered, partial = corpus.held, np.zeros(len(corpus.ids), dtype=bool)
    while hops:
        covered_next = covered | (inside @ covered > 0)
        partial_next = partial | (overlap @ covered > 0) | (onward @ partial > 0)
        if (covered_next == covered).all() and (partial_next == partial).all():
            break
        covered, partial, hops = covered_next, partial_next, hops - 1
    covered, partial = covered[corpus.wanted], partial[corpus.wanted]
    return covered.sum(), (partial & ~covered).sum()


def run_coverage_scipy_3_hops(corpus):
    coverage(corpus, 3)
    return lambda: ""


def run_coverage_scipy(corpus):
    covered, partial = coverage(corpus, -1)
    return lambda: f"covered {covered}, partial {partial}"


def derived(corpus, hops):
    first = pl.col("start").is_in(np.flatnonzero(corpus.held))
    wanted = np.flatnonzero(corpus.wanted)
    following = pl.Series([word for row in NEXT for word in row], dtype=pl.UInt32)
    steps = corpus.steps.lazy()
    chains = steps.filter(first).rename({"word": "state"})
    found = [chains]
    for _ in range(hops - 1):
        further = chains.join(steps, left_on="end", right_on="start")
        state = pl.lit(following).gather(pl.col("state") * 5 + pl.col("word"))
        further = further.select("start", state=state, end="end_right").filter(pl.col("state") < 5)
        chains = further.unique()
        found.append(chains)
    pairs = pl.concat(found).filter(pl.col("end").is_in(wanted))
    # The strongest is the first of: the same, inside or around, overlap, disjoint.
    return pairs.group_by("start", "end").agg(pl.col("state").min()).collect()


def counts(pairs):
    by_word = [pairs.filter(pl.col("state") == state).height for state in range(5)]
    return "pairs " + " ".join(map(str, by_word))


def run_derived_2_polars(corpus):
    pairs = derived(corpus, 2)
    return lambda: counts(pairs)


def run_derived_3_polars(corpus):
    pairs = derived(corpus, 3)
    return lambda: counts(pairs)


def run_clusters(corpus):
    links = corpus.links_in_pandas
    equal = links[links["relationship"] == "equal-to"]
    codes, ids = pd.factorize(pd.concat([equal["source"], equal["target"]], ignore_index=True))
    start, end = codes[: len(equal)], codes[len(equal) :]
    graph = sparse.coo_matrix((np.ones(len(equal), dtype=np.int8), (start, end)), shape=(len(ids), len(ids)))
    _, labels = csgraph.connected_components(graph, directed=False)

    def answer():
        sizes = np.bincount(labels)
        return f"clusters {len(sizes)}, largest {sizes.max()}"

    return answer


def run_smallest_set(corpus):
    left, picked, touched = corpus.touches, 0, 0
    while len(left):
        # Of equals the first one in clause order, which is the smaller number.
        best = left["by"].value_counts(sort=False).sort_index().idxmax()
        gained = left.loc[left["by"] == best, "requirement"]
        left = left[~left["requirement"].isin(gained)]
        picked, touched = picked + 1, touched + len(gained)
    return lambda: f"picked {picked}, touched {touched}"


@functools.cache
def composition():
    """The table of compositions as bit sets, worked out over all non-empty subsets of seven atoms."""
    sets = np.arange(1, 128)
    shared, left, right = sets[:, None] & sets, sets[:, None] & ~sets, ~sets[:, None] & sets
    words = np.full(shared.shape, 3)
    words[(left == 0) & (right == 0)] = 0
    words[(left == 0) & (right != 0)] = 1
    words[(left != 0) & (right == 0)] = 2
    words[shared == 0] = 4
    single = np.zeros((5, 5), dtype=np.uint8)
    for middle in range(len(sets)):
        np.bitwise_or.at(single, (words[:, middle][:, None], words[middle][None, :]), np.uint8(1) << words.astype(np.uint8))
    table = np.zeros((32, 32), dtype=np.uint8)
    for one in range(32):
        for other in range(32):
            for a in range(5):
                for b in range(5):
                    if one >> a & 1 and other >> b & 1:
                        table[one, other] |= single[a, b]
    return table


def run_contradictions_numpy(corpus):
    start, word, end = corpus.arcs
    table, count = composition(), len(corpus.ids)
    possible = np.full((count, count), 31, dtype=np.uint8)
    np.fill_diagonal(possible, 1)
    possible[start, end] = np.uint8(1) << word.astype(np.uint8)
    contradictory, changed = False, True
    while changed and not contradictory:
        changed = False
        for middle in range(count):
            composed = table[possible[:, middle][:, None], possible[middle][None, :]]
            narrowed = possible & composed
            if not np.array_equal(narrowed, possible):
                possible, changed = narrowed, True
        contradictory = bool((possible == 0).any())
    # Which rows are to blame, path consistency does not tell.
    return lambda: "" if contradictory else "broken rows 0"


def run_explanations_rustworkx(corpus):
    graph, numbers, steps = corpus.proofs, corpus.numbers, 0
    for start, end in corpus.queries:
        goal = numbers[end] * 6 + 5
        path = rx.dijkstra_shortest_paths(graph, numbers[start] * 6, target=goal, default_weight=1.0)
        # The path has a node more than edges, and its last edge leads to the goal.
        steps += len(path[goal]) - 2
    return lambda: f"steps {steps}"


def serve():
    corpus = None
    for line in sys.stdin:
        request = json.loads(line)
        job, repeat = request.pop("job"), request.pop("repeat", 1)
        try:
            if job == "open":
                corpus, reply = Corpus(**request), {}
            else:
                run = globals()["run_" + job]
                start = time.perf_counter()
                for _ in range(repeat):
                    answer = run(corpus)
                seconds = (time.perf_counter() - start) / repeat
                reply = {"seconds": seconds, "answer": answer()}
        except Exception as error:  # whatever it is, the other side is told
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    serve()

"""run_splink.py RECORDS [--best]: link one table with Splink on DuckDB, as its documentation suggests for such columns.

RECORDS: CSV or Parquet with `record_id`, `source`, fields, and last `true_id` (read for the score alone).
Prints one JSON document: rows, and the pairwise F1 of the clusters at the default threshold on the match probability,
which is what is timed. With --best, which is not timed, also at other thresholds, and the best of them.
The comparisons and blocking rules follow Splink's tutorials: names by Jaro-Winkler with term frequencies, dates by
DateOfBirthComparison, e-mail and post code by theirs, the rest exact; u from random pairs, m by EM on two rules.
"""
import json
import logging
import sys

import duckdb
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.disable(logging.CRITICAL)
THRESHOLDS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]
DEFAULT = 0.95
# up to so many rows each field alone is a blocking rule
WIDE = 30_000
PAIRS_A_ROW = 20


def read(path):
    frame = pd.read_parquet(path) if path.endswith(".parquet") else pd.read_csv(path, dtype=str)
    frame = frame.astype({name: "string" for name in frame.columns})
    return frame.rename(columns={"record_id": "unique_id"})


def comparison(name):
    if name in ("dob", "birth_date", "date_of_birth", "event_date"):
        return cl.DateOfBirthComparison(name, input_is_string=True, datetime_format="%Y-%m-%d")
    if "email" in name:
        return cl.EmailComparison(name)
    if name in ("sex", "gender", "state", "age", "city", "place", "birth_place", "occupation", "postcode"):
        return cl.ExactMatch(name).configure(term_frequency_adjustments=True)
    return cl.JaroWinklerAtThresholds(name, [0.92, 0.8]).configure(term_frequency_adjustments=True)


def rules(fields, frame):
    if len(frame) <= WIDE:
        # few enough rows for wide rules: each field alone whose blocks are small
        cost = lambda name: (frame[name].value_counts() ** 2).sum() / 2
        wide = [block_on(name) for name in fields if cost(name) <= PAIRS_A_ROW * len(frame)]
        if len(wide) >= 2:
            return wide
    names = [name for name in fields if "name" in name]
    dates = [name for name in fields if name in ("dob", "birth_date", "date_of_birth")]
    others = [name for name in fields if name in ("place", "event_date", "email", "city", "postcode")]
    found = []
    if len(names) >= 2:
        found.append(block_on(names[0], names[-1]))
    for date in dates:
        found += [block_on(name, date) for name in names[:2]]
    for other in others[:2]:
        found += [block_on(name, other) for name in names[:2]]
    if not found:
        found = [block_on(name) for name in fields[:2]]
    return found


def pairwise_f1(clusters, truth):
    con = duckdb.connect()
    con.register("c", clusters[["unique_id", "cluster_id"]])
    con.register("t", truth)
    pairs = "sum(n*(n-1)/2)"
    count = lambda keys: con.execute(
        f"select {pairs} from (select count(*) n from c join t using (unique_id) group by {keys})"
    ).fetchone()[0]
    found, wanted, both = count("cluster_id"), count("true_id"), count("cluster_id, true_id")
    precision, recall = both / max(found, 1), both / max(wanted, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-12)}


def main(path, also_best):
    frame = read(path)
    truth = frame[["unique_id", "true_id"]]
    fields = [name for name in frame.columns if name not in ("unique_id", "source", "true_id")]
    frame = frame.drop(columns=["true_id"])
    proposed = rules(fields, frame)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison(name) for name in fields],
        blocking_rules_to_generate_predictions=proposed,
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    api = DuckDBAPI()
    try:
        linker = Linker(frame, settings, api)
    except Exception:
        linker = Linker(api.register(frame), settings)
    linker.training.estimate_probability_two_random_records_match(proposed[:2], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in proposed[:2] + proposed[-1:]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    thresholds = THRESHOLDS if also_best else [DEFAULT]
    predicted = linker.inference.predict(threshold_match_probability=min(thresholds))
    figures = {}
    for threshold in thresholds:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=threshold
        ).as_pandas_dataframe()
        figures[str(threshold)] = pairwise_f1(clusters, truth)
    best = max(figures, key=lambda threshold: figures[threshold]["f1"])
    print(json.dumps({
        "rows": len(frame), "default": figures[str(DEFAULT)],
        "best": figures[best], "best_threshold": float(best), "by_threshold": figures,
    }))


if __name__ == "__main__":
    main(sys.argv[1], "--best" in sys.argv[2:])

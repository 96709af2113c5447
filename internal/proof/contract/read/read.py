"""Prints the median of everyone on each competency of a summary.

It reads with the types that types.mjs makes.
"""

import json
import sys

from summary import Summary, summary_from_dict

with open(sys.argv[1], encoding="utf-8") as file:
    summary: Summary = summary_from_dict(json.load(file))
if summary.baseline:
    print("since", summary.baseline.edition)
for domain in summary.domains:
    for competency in domain.competencies:
        median = competency.all.median  # absent where the result is hidden
        print(competency.id, " to ".join(median) if median else "none")

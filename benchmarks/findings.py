"""What is found in rendered clips, held against what is truly there, rule by rule.

Takes folders of clips with their truth. A finding is due where the true metrics, without an error,
pass the rule's moderate limits, and the clip is filmed from where it shows. A clip is clean where
they pass no limit of any rule. The exit code says whether the aims are met.
"""

import sys
import traceback
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from clip_runs import clip_options, in_processes, percent
from finding_scores import MODERATE, ClipScore, RuleScore, score
from rich.console import Console
from rich.table import Table

from liftvision.errors import LiftvisionError
from liftvision.findings.rule_file import default_rules
from liftvision.native import quiet_native_output
from liftvision.pose.model_files import resolve
from liftvision.progress import NoProgress
from liftvision.selfcheck.cache import analyze_cached
from liftvision.selfcheck.clips import clips_in
from liftvision.synthetic.truth.truth_file import read_truth, truth_path

FOUND_AIM = 0.90
SILENT_AIM = 0.95


def main() -> int:
    """Print the tables."""
    parser = clip_options(__doc__, folders=True)
    parser.add_argument("--each", action="store_true", help="also print what was found wrongly")
    options = parser.parse_args()
    console = Console(width=150, highlight=False)
    try:
        resolve(options.model)
        found = [clip for folder in options.folders for clip in clips_in(folder)]
        clips = [clip for clip in found if options.only in clip.name and is_pull(clip)]
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    judge_one = partial(judge, model=options.model, cache=options.cache)
    scores = list(in_processes(judge_one, clips, options.jobs))
    console.print(rules_table(scores))
    if options.each:
        print_wrong(console, scores)
    return 0 if print_aims(console, scores) and not any(clip.crashed for clip in scores) else 1


def is_pull(clip: Path) -> bool:
    """Tell whether a clip is to be judged: it shows a whole pull."""
    return any(rep.lockout_s is not None for rep in read_truth(truth_path(clip)).reps)


def judge(clip: Path, model: str, cache: Path | None) -> ClipScore:
    """Analyse one clip and hold it against its truth; a refusal and a crash are findings too."""
    truth = read_truth(truth_path(clip))
    try:
        with quiet_native_output():
            analysis = analyze_cached(
                clip, model=model, model_file=resolve(model), cache=cache, progress=NoProgress()
            )
        return score(analysis, truth, clip.stem, default_rules())
    except LiftvisionError as error:
        return ClipScore(clip.stem, trouble=str(error))
    except Exception:  # noqa: BLE001 - a crash is what a bench is to find
        last = traceback.format_exc().strip().splitlines()[-1]
        return ClipScore(clip.stem, trouble=last, crashed=True)


def of_rule(scores: Sequence[ClipScore], code: str) -> list[tuple[str, RuleScore]]:
    """Give what a rule says of each clip, with the clip's name."""
    return [(clip.clip, rule) for clip in scores for rule in clip.rules if rule.code == code]


def is_due(rule: RuleScore) -> bool:
    """Tell whether a finding must be raised."""
    return rule.true_grade >= MODERATE and rule.in_view


def rules_table(scores: Sequence[ClipScore]) -> Table:
    """Give a row a rule: how often it was due, judged and found, and found where nothing is."""
    table = Table(title="findings against the truth")
    for heading in ("rule", "due", "judged", "found", "absent", "flagged", "not judged, mostly"):
        table.add_column(heading, justify="left" if heading in ("rule",) else "right")
    for rule in default_rules():
        told = [each for _, each in of_rule(scores, rule.code)]
        due = [each for each in told if is_due(each)]
        judged = [each for each in due if each.found is not None]
        absent = [each for each in told if each.true_grade == 0 and each.found is not None]
        why = Counter(each.reason for each in due if each.found is None).most_common(1)
        table.add_row(
            rule.code,
            str(len(due)),
            str(len(judged)),
            str(sum(bool(each.found) for each in judged)),
            str(len(absent)),
            str(sum(bool(each.found) for each in absent)),
            why[0][0] if why else "",
        )
    return table


def print_wrong(console: Console, scores: Sequence[ClipScore]) -> None:
    """Print the clips in which something was missed, or found that is not there."""
    for rule in default_rules():
        told = of_rule(scores, rule.code)
        missed = [clip for clip, each in told if is_due(each) and each.found == 0]
        flagged = [clip for clip, each in told if each.true_grade == 0 and each.found]
        if missed or flagged:
            console.print(
                f"{rule.code}: missed {', '.join(missed) or '-'}; "
                f"flagged {', '.join(flagged) or '-'}",
                markup=False,
            )


def print_aims(console: Console, scores: Sequence[ClipScore]) -> bool:
    """Print how the aims are met; give whether they are."""
    seen = [clip for clip in scores if not clip.trouble]
    due = [each for clip in seen for each in clip.rules if is_due(each)]
    judged = [each for each in due if each.found is not None]
    clean = [clip for clip in seen if clip.clean]
    found = _part(sum(bool(each.found) for each in judged), len(judged))
    silent = _part(sum(clip.silent for clip in clean), len(clean))
    console.print(
        f"{len(due)} findings due, {len(judged)} of them judged, {percent(found)} of these found "
        f"(aim {percent(FOUND_AIM)}); {len(clean)} clean clips, {percent(silent)} of them silent "
        f"(aim {percent(SILENT_AIM)}); {len(scores) - len(seen)} clips refused"
    )
    for clip in scores:
        if clip.trouble:
            console.print(f"{clip.clip}: {clip.trouble}", markup=False)
    return found >= FOUND_AIM and silent >= SILENT_AIM


def _part(count: int, of: int) -> float:
    return count / of if of else float("nan")


if __name__ == "__main__":
    sys.exit(main())

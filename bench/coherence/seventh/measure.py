"""Plants the clips of plant.py (those not yet there) and measures the product's artifact detector on them through its command alone.

    python3 measure.py FOLDER [--renders VIDEO...] [--photographs FOLDER] [--footage FOLDER] [--half held-out] [--portion K/N] [--totals]

A fault is found where a report of its kind touches its frames, to within one frame. A report is false when it touches no planted fault of its kind.
The command's answers are kept in FOLDER/reports and are not asked for again: remove them to measure anew. --totals tells no single clip.
"""
import argparse
import json
import subprocess
from collections import Counter
from pathlib import Path
import cv2
from plant import arguments, chosen, plant

REPOSITORY = Path(__file__).resolve().parents[3]
NAMES = {"flicker": "lighting-flicker", "blur": "motion-blur", "teleport": "teleportation", "band": "colour-banding"}


def kind_of(report):
    """The planter's word for a report's kind; None for a kind it does not plant."""
    return next((ours for ours, theirs in NAMES.items() if theirs in report["kind"]), None)


def report_of(folder, name):
    path = Path(folder, "reports", f"{name}.json")
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        node = [str(REPOSITORY / "node_modules/.bin/node"), str(REPOSITORY / "src/cli/phosphene.js"), "artifacts", str(Path(folder, f"{name}.mp4").resolve()), "--json", str(path.resolve())]
        subprocess.run(node, cwd=REPOSITORY, check=True, capture_output=True)
    return json.loads(path.read_text())


def touches(report, fault):
    return report["firstFrame"] <= fault["end"] and report["endFrame"] - 1 >= fault["first"] - 1


def measure(options):
    planted, found, reports, false, others = Counter(), Counter(), Counter(), Counter(), Counter()
    clean, flagged, lines = Counter(), Counter(), []
    for clip in chosen(options):
        truth_path = Path(options.folder, f"{clip['name']}.json")
        if not truth_path.exists():
            continue
        truth = json.loads(truth_path.read_text())
        answer = report_of(options.folder, clip["name"])
        told = [(kind_of(r), r) for r in answer["artifacts"]]
        for fault in truth["faults"]:
            key = (fault["kind"], fault["strength"])
            planted[key] += 1
            hits = [r for kind, r in told if kind == fault["kind"] and touches(r, fault)]
            found[key] += bool(hits)
            if not hits:
                instead = sorted({r["kind"] for _, r in told if touches(r, fault)})
                lines.append(f"missed  {clip['name']}: frames {fault['first']} to {fault['end'] - 1} of {truth['frames']}" + (f" (reported as {', '.join(instead)})" if instead else ""))
        for kind, r in told:
            if kind is None:
                others[r["kind"]] += 1
                continue
            reports[kind] += 1
            if not any(f["kind"] == kind and touches(r, f) for f in truth["faults"]):
                false[kind] += 1
                lines.append(f"false   {clip['name']}: {r['kind']} frames {r['firstFrame']} to {r['endFrame'] - 1}, confidence {r['confidence']:.2f}: {r['description']}")
        if clip["kind"] in ("clean", "decoy"):
            frames = set()
            for kind, r in told:
                if kind:
                    frames.update(range(r["firstFrame"], r["endFrame"]))
            clean[clip["kind"]] += truth["frames"]
            flagged[clip["kind"]] += len(frames)
    print(f"{'kind':10}{'weak':>9}{'middle':>9}{'strong':>9}{'all':>9}{'reports':>9}{'false':>7}{'precision':>11}")
    for kind in NAMES:
        cells = [f"{found[kind, s]}/{planted[kind, s]}" for s in ("weak", "middle", "strong")]
        cells.append(f"{sum(found[kind, s] for s in ('weak', 'middle', 'strong'))}/{sum(planted[kind, s] for s in ('weak', 'middle', 'strong'))}")
        precision = f"{1 - false[kind] / reports[kind]:.3f}" if reports[kind] else "-"
        print(f"{kind:10}" + "".join(f"{c:>9}" for c in cells) + f"{reports[kind]:>9}{false[kind]:>7}{precision:>11}")
    for kind in ("clean", "decoy"):
        print(f"{kind} frames flagged: {flagged[kind]} of {clean[kind]}")
    if others:
        print("reports of kinds that are not planted:", dict(others))
    if not options.totals:
        print("\n".join(lines))


if __name__ == "__main__":
    cv2.setNumThreads(1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments(parser)
    parser.add_argument("--totals", action="store_true", help="tell counts only, no single clip")
    options = parser.parse_args()
    plant(options)
    measure(options)

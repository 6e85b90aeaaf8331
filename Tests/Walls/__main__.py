"""The command line of `Tests/check-walls`."""

import argparse
import sys
from pathlib import Path

from limits import LIMITS
from selftest import self_test
from source import source_files
from walls import WALLS

ROOT = Path(__file__).resolve().parents[2]
RULES = [*WALLS, *LIMITS]


def main() -> int:
    parser = argparse.ArgumentParser(prog="Tests/check-walls", description="Walls between modules, limits within them.")
    parser.add_argument("--self-test", action="store_true", help="break every rule in a copy and see it noticed")
    parser.add_argument("--list", action="store_true", help="say the rules and their reasons")
    parser.add_argument("--root", type=Path, default=ROOT, help="the sources to check; without it, these")
    chosen = parser.parse_args()
    if chosen.list:
        for rule in RULES:
            print(f"{rule.name}: {rule.reason}")
        return 0
    if chosen.self_test:
        return self_test(chosen.root, RULES)
    files = list(source_files(chosen.root))
    if not files:
        print(f"nothing to check below {chosen.root}", file=sys.stderr)
        return 1
    findings = [finding for file in files for rule in RULES for finding in rule.check(file)]
    for finding in findings:
        print(finding)
    print(f"{len(files)} files, {len(RULES)} rules, findings: {len(findings)}", file=sys.stderr)
    return 1 if findings else 0


sys.exit(main())

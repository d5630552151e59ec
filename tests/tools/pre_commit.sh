#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Before a commit: what goes in is formatted. Installed by `./dev hooks`; fetches nothing.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

mapfile -t files < <(git diff --cached --name-only --diff-filter=ACMR)
[ ${#files[@]} -gt 0 ] || exit 0
mapfile -t sources < <(printf '%s\n' "${files[@]}" | grep -E '\.(cpp|h)$' || true)

status=0
if [ ${#sources[@]} -gt 0 ] && command -v clang-format-19 >/dev/null; then
  clang-format-19 --dry-run -Werror "${sources[@]}" || status=1
fi
mapfile -t definitions < <(printf '%s\n' "${files[@]}" | grep -E '^(stdlib|examples)/.*\.kava$' || true)
if [ ${#definitions[@]} -gt 0 ]; then
  bash tests/tools/format_definitions.sh --check "${definitions[@]}" || status=1
fi
python3 tests/tools/spaces.py --check "${files[@]}" || status=1
python3 tests/structure/includes.py . || status=1
[ $status -eq 0 ] || echo "./dev fmt puts spaces and line breaks right" >&2
exit $status

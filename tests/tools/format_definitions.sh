#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# format_definitions.sh [--check] FILES: formats definitions with the kava that was built, if there is one. Examples that have a
# syntax error on purpose are left as they are, and that is no fault.
set -euo pipefail
kava=build/release/bin/kava
how=
if [ "${1:-}" = --check ]; then how=--check; fi
if [ -z "${1:-}" ] || [ "$1" = --check ]; then shift; fi
[ $# -gt 0 ] && [ -x "$kava" ] || exit 0
changed=$("$kava" fmt $how --color never "$@" 2>/dev/null) || true
[ -n "$changed" ] || exit 0
printf '%s\n' "$changed"
[ -z "$how" ]

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# status.sh N COMMAND…: runs a command and succeeds if it ends with status N.
wanted=$1
shift
"$@"
status=$?
[ "$status" -eq "$wanted" ] && exit 0
echo "status $status, not $wanted: $*" >&2
exit 1

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# same_bytes.sh KAVA OTHER_KAVA FOLDER: both must say and write the same about the examples, to the byte.
set -eu
kava=$1 other=$2 folder=$3
rm -rf "$folder"
mkdir -p "$folder"

catalogues=$(find examples -mindepth 1 -maxdepth 1 -type d ! -name broken | sort)

run() { # run KAVA NAME
  "$1" check examples/broken >"$folder/$2.messages" 2>&1 || true
  for catalogue in $catalogues; do
    "$1" build "$catalogue" -o "$folder/$2/$catalogue" --emit json,form,elm 2>&1 |
      sed "s#$folder/$2#OUT#g" >>"$folder/$2.messages"
  done
}

run "$kava" one
run "$other" two
cmp "$folder/one.messages" "$folder/two.messages"
diff -r "$folder/one" "$folder/two"
echo "the same $(find "$folder/one" -type f | wc -l) files and $(wc -l <"$folder/one.messages") lines of messages"

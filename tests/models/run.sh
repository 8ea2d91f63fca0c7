#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Proves the model of the grant with Spin, and that each mutant of it is caught (TAP).
set -u
model="$1"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# prove NAME DEFINE…: the number of errors that an exhaustive search finds, or "failed"
prove() {
  local name="$1"
  shift
  mkdir "$work/$name"
  cd "$work/$name" || return 1
  if spin "$@" -a "$model" >spin.log 2>&1 && gcc -O2 -DSAFETY -o pan pan.c >gcc.log 2>&1; then
    ./pan -m100000 >pan.log 2>&1
    sed -n 's/.*errors: \([0-9]*\).*/\1/p' pan.log
  else
    echo failed
  fi
}

number=0
failed=0
report() { # report CONDITION-STATUS NAME FOLDER
  number=$((number + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $number - $2"
  else
    echo "not ok $number - $2"
    cat "$work/$3"/*.log 2>/dev/null | head -40 | sed 's/^/# /'
    failed=1
  fi
}

echo 1..4
command -v spin >/dev/null
report $? "spin is installed (apt install spin)" none
[ "$(prove model)" = 0 ]
report $? "the grant is pulsed at most once over any crash, and its outcome is true" model
errors="$(prove no-intent -DNO_INTENT)"
[ "$errors" != failed ] && [ "${errors:-0}" -gt 0 ]
report $? "caught: no intent in the journal before the pulse" no-intent
errors="$(prove recovery-pulses -DRECOVERY_PULSES)"
[ "$errors" != failed ] && [ "${errors:-0}" -gt 0 ]
report $? "caught: a recovery that pulses" recovery-pulses
exit $failed

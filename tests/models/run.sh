#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Proves the model of the grants with Spin, and that each mutant of it is caught (TAP).
set -u
model="$1"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

mutants=(
  "NO_INTENT: no intent in the journal before the pulse"
  "RECOVERY_PULSES: a recovery that pulses"
  "ECHO_PROVES: an echo that is taken for proof"
  "RETRY_FROM_UNKNOWN: a retry although nobody knows whether the door opened"
  "RETRY_SAME_GRANT: a retry with the same grant"
  "HASTY_RECOVERY: a recovery that judges before the door has had time to open"
  "BLIND_INTENT: a pulse at a silent board, whose door is then called shut all along"
)

# prove NAME DEFINE…: the number of errors that an exhaustive search finds, or "failed"
prove() {
  local name="$1"
  shift
  mkdir "$work/$name"
  cd "$work/$name" || return 1
  if spin "$@" -a "$model" >spin.log 2>&1 && gcc -O1 -DSAFETY -o pan pan.c >gcc.log 2>&1; then
    ./pan -m1000000 >pan.log 2>&1
    if grep -q 'max search depth too small' pan.log; then echo failed; return; fi
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

echo "1..$((2 + ${#mutants[@]}))"
command -v spin >/dev/null
report $? "spin is installed (apt install spin)" none
[ "$(prove model)" = 0 ]
report $? "a grant is pulsed at most once over any crash, its outcome is true, and a retry is nobody's second opening" model
for mutant in "${mutants[@]}"; do
  name="${mutant%%:*}"
  errors="$(prove "$name" "-D$name")"
  [ "$errors" != failed ] && [ "${errors:-0}" -gt 0 ]
  report $? "caught:${mutant#*:}" "$name"
done
exit $failed

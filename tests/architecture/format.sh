#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every C file is as clang-format 14 leaves it, every shell script passes shellcheck (TAP).
set -u
cd "$1" || exit 1
formatter=$(command -v clang-format-14 || command -v clang-format)
number=0
failed=0
report() { # NAME OUTPUT
  number=$((number + 1))
  if [ -z "$2" ]; then echo "ok $number - $1"; return; fi
  failed=1
  echo "not ok $number - $1"
  echo "$2" | head -n 12 | sed 's/^/# /'
}
for folder in app/* hardware/* protocols/* tests; do
  mapfile -t files < <(find "$folder" -name '*.[ch]' | sort)
  [ ${#files[@]} -gt 0 ] || continue
  report "$folder is formatted" "$("$formatter" --dry-run -Werror "${files[@]}" 2>&1 | grep -E 'error:' | cut -d: -f1 | sort -u)"
done
mapfile -t scripts < <(grep -rlE '^#!.*(bash|/sh)' .ci app assets hardware protocols tests systemd --include='*' 2>/dev/null | grep -vE '/build/|\.pyc$' | sort)
for script in "${scripts[@]}"; do
  report "$script passes shellcheck" "$(shellcheck -S warning "$script" 2>&1)"
done
echo "1..$number"
exit $failed

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Joins the screenshots of a folder into one sheet per language and orientation.
set -euo pipefail
folder=${1:?usage: sheet.sh FOLDER}
for language in vi th en; do
  for orientation in portrait landscape; do
    pictures=("$folder/$language-$orientation"-[0-9]*.png)
    [ -e "${pictures[0]}" ] || continue
    montage "${pictures[@]}" -resize 400x -geometry +8+8 -tile 8x "$folder/sheet-$language-$orientation.png"
  done
done

# SPDX-License-Identifier: Apache-2.0
# Completion of cubbyctl for bash. Verbs and options are asked of the program itself.

_cubbyctl_verb() { # PROGRAM WORDS: the longest verb that the words start with
  local line
  while read -r line; do
    case "$2 " in "${line} "*) printf '%s' "$line"; return ;; esac
  done < <("$1" --list-verbs 2>/dev/null | sort -r)
}

_cubbyctl() {
  local current=${COMP_WORDS[COMP_CWORD]} words_typed="${COMP_WORDS[*]:1:COMP_CWORD-1}" verb line
  COMPREPLY=()
  verb=$(_cubbyctl_verb "$1" "$words_typed")
  if [[ $current == -* ]]; then
    # shellcheck disable=SC2086 # a verb may be several words
    mapfile -t COMPREPLY < <(compgen -W "$("$1" $verb --help 2>/dev/null | grep -o -- '--[a-z][a-z-]*')" -- "$current")
  elif [[ -n $verb ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  else
    while read -r line; do
      [[ -z $words_typed ]] || { [[ $line == "$words_typed "* ]] || continue; line=${line#"$words_typed "}; }
      COMPREPLY+=("${line%% *}")
    done < <("$1" --list-verbs 2>/dev/null)
    mapfile -t COMPREPLY < <(compgen -W "${COMPREPLY[*]}" -- "$current" | sort -u)
  fi
}

complete -F _cubbyctl cubbyctl

# SPDX-License-Identifier: Apache-2.0
# Completion of the programs for bash. Options, their values and commands are asked of the program itself.

_cubby_options() { # PROGRAM: a line an option: --name or --name=METAVAR, its short form on a line of its own
  local line
  while read -r line; do
    [[ $line =~ ^(-[a-z], )?(--[a-z][a-z-]*)(=[^ ]+)? ]] || continue
    printf '%s\n' "${BASH_REMATCH[2]}${BASH_REMATCH[3]}"
    [[ -z ${BASH_REMATCH[1]} ]] || printf '%s\n' "${BASH_REMATCH[1]%, }${BASH_REMATCH[3]}"
  done < <("$1" --help 2>/dev/null)
}

_cubby_commands() { # PROGRAM: a line a command: its words, without options and arguments
  "$1" --help 2>/dev/null | sed -n '/^Commands:$/,/^$/s/^  //p' | sed -E 's/ +(--|[A-Z]|  ).*//; s/  .*//'
}

_cubby_values() { # PROGRAM OPTION METAVAR WORD
  case "$2=$3" in
    *=FILE|*=PATH) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$4") ;;
    *=DIR) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$4") ;;
    --preset=*) mapfile -t COMPREPLY < <(compgen -W "$("$1" --list 2>/dev/null | cut -d' ' -f1)" -- "$4") ;;
    *'|'*) mapfile -t COMPREPLY < <(compgen -W "${3//|/ }" -- "$4") ;;
  esac
}

_cubby() {
  local program=$1 word=${COMP_WORDS[COMP_CWORD]} before=$((COMP_CWORD - 1)) option='' line rest typed=''
  COMPREPLY=()
  # bash makes three words of --option=value.
  if [[ $word == '=' ]]; then
    word=''
  elif [[ ${COMP_WORDS[before]} == '=' ]]; then
    before=$((before - 1))
  fi
  option=${COMP_WORDS[before]}
  if [[ $option == -* ]]; then
    while read -r line; do
      [[ $line == "$option="* ]] || continue
      _cubby_values "$program" "$option" "${line#*=}" "$word"
      return
    done < <(_cubby_options "$program")
  fi
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_cubby_options "$program" | sed 's/=.*//')" -- "$word")
    return
  fi
  for line in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $line == -* ]] && break
    typed+="$line "
  done
  while read -r line; do
    [[ $line == "$typed"* ]] || continue
    rest=${line#"$typed"}
    COMPREPLY+=("${rest%% *}")
  done < <(_cubby_commands "$program")
  if [[ ${#COMPREPLY[@]} -gt 0 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "${COMPREPLY[*]}" -- "$word" | sort -u)
  elif [[ -n $typed ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}

complete -F _cubby cubby-central cubby-kiosk cubby-linkd cubby-lockerd cubby-sim cubby-sim-camera

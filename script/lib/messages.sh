# shellcheck shell=bash
# How the scripts speak. Sourced.

# A headline before each step.
step() { printf '\n== %s\n' "$*"; }

# What failed, with object, found and expected; then the remedy, if there is one, on a line of its own.
fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# A command as one would type it: only words that need quotes get them.
quoted() {
  local word line=
  for word; do
    [[ $word = '&' || $word =~ ^[A-Za-z0-9_./:=,+@%-]+$ ]] || word="'${word//\'/\'\\\'\'}'"
    line+=" $word"
  done
  printf '%s\n' "${line# }"
}

# The command that is about to be run; a long one with a line for each of its options.
show() {
  local line
  line=$(quoted "$@")
  if [[ ${#line} -gt 120 ]]; then line=${line// --/$' \\\n    --'}; fi
  echo "\$ $line"
}

# Shows a command, then runs it.
run() {
  show "$@"
  "$@"
}

# The same with a limit on its time, which is not shown.
run_within() {
  local seconds=$1
  shift
  show "$@"
  timeout --foreground "$seconds" "$@" # in the foreground Ctrl-C reaches it
}

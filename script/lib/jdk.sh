# shellcheck shell=bash
# Finds a JDK that can build the project. Sourced.

readonly JDK_AT_LEAST=17

jdk_version() { sed -n 's/^JAVA_VERSION="\(1\.\)\?\([0-9]*\).*/\2/p' "$1/release" 2> /dev/null || true; }

# Prints the home of a JDK of 17 or newer: JAVA_HOME, else the one whose javac is in the PATH, else the newest that the
# distribution's packages installed. Fails when there is none. No JVM is started for it: that would take half a second.
find_jdk() {
  local home version best='' best_version=0 javac
  javac=$(command -v javac) && javac=$(readlink -f "$javac")
  for home in "${JAVA_HOME:-}" "${javac%/bin/javac}"; do
    [[ -x $home/bin/javac ]] || continue
    version=$(jdk_version "$home")
    if [[ ${version:-0} -ge $JDK_AT_LEAST ]]; then
      echo "$home"
      return
    fi
  done
  for home in /usr/lib/jvm/*; do
    [[ -x $home/bin/javac && ! -L $home ]] || continue
    version=$(jdk_version "$home")
    if [[ ${version:-0} -ge $JDK_AT_LEAST && $version -gt $best_version ]]; then best=$home best_version=$version; fi
  done
  [[ -n $best ]] && echo "$best"
}

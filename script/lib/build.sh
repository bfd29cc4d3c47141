# shellcheck shell=bash
# Builds the command line tool, where it isn't built or its sources are newer. Sourced, after messages.sh and jdk.sh.

built_jar() { find plugin/target -maxdepth 1 -name '*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -name 'original-*' -print -quit 2> /dev/null || true; }

# When the last build began. Not the jar's own time: Maven leaves a jar as it is when nothing in it has changed, and the
# class data archive holds for a jar of just that time.
build_stamp=plugin/target/build-stamp

# In the root of the checkout.
is_built() {
  [[ -n $(built_jar) && -e $build_stamp ]] || return 1
  [[ -z $(find pom.xml plugin/pom.xml plugin/archive-classes.sh plugin/src domain-templates hooks -newer "$build_stamp" -type f -print -quit) ]]
}

# Starts the build in the background; its process is in build_pid, what it says in the file build_log. Both are empty
# when there is nothing to build.
start_build() {
  build_pid='' build_log=''
  if is_built; then return; fi
  build_log=$(mktemp)
  mkdir -p "${build_stamp%/*}"
  rm -f "$build_stamp"
  touch "$build_stamp.begun"
  # neither the tests nor the formatter, whose downloads are as large as all the rest
  local command=(mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl plugin -am package)
  show "${command[@]}" '&'
  JAVA_HOME=$(find_jdk) "${command[@]}" < /dev/null > "$build_log" 2>&1 &
  build_pid=$!
}

finish_build() {
  [[ -n $build_pid ]] || return 0
  if ! wait "$build_pid"; then
    tail -n 40 "$build_log" >&2
    fail 'Cannot build virt-zoned: mvn failed, see above.'
  fi
  mv "$build_stamp.begun" "$build_stamp"
  build_pid=''
  rm -f "$build_log"
}

# For the end of a script: nothing of a build that is still going on stays.
stop_build() {
  [[ -z ${build_pid:-} ]] || kill "$build_pid" 2> /dev/null || true
  [[ -z ${build_log:-} ]] || rm -f "$build_log"
}

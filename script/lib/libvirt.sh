# shellcheck shell=bash
# Sees that a libvirt answers at a URI, and starts one where none does; ends only what it started. Sourced, after messages.sh.

libvirt_pids=()      # daemons that we started, in the order of their start
libvirt_unit=        # or the systemd unit
libvirt_log=         # what the daemons say on stderr

# libvirt_answers URI SECONDS: without waking one up that isn't there (a session's starts by itself when called).
libvirt_answers() { LIBVIRT_AUTOSTART=0 timeout "$2" virsh -q -c "$1" version > /dev/null 2>&1; }

# start_libvirt URI [--without-kvm]: the option is for a libvirtd that we start, see own-libvirtd.
start_libvirt() {
  local uri=$1
  shift
  # libvirt looks what QEMU can do when it is first asked, which takes seconds; more where KVM doesn't work.
  if libvirt_answers "$uri" 60; then return; fi

  if [[ $uri = qemu:///system && -d /run/systemd/system ]]; then
    libvirt_unit=libvirtd.service
    run systemctl start "$libvirt_unit"
  else
    libvirt_log=$(mktemp)
    # Their own pid files are locked: where one runs already, or starts at the same moment, ours ends by itself.
    start_daemon virtlogd
    wait_for 10 test -S "$(run_folder "$uri")/virtlogd-sock" || fail_libvirt "$uri" 'virtlogd did not make its socket in 10 s.'
    start_daemon script/lib/own-libvirtd "$@"
  fi
  wait_for 60 libvirt_answers "$uri" 60 || fail_libvirt "$uri" 'libvirtd did not answer in 60 s.'
}

run_folder() {
  if [[ $1 = qemu:///system ]]; then echo /run/libvirt; else echo "${XDG_RUNTIME_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}}/libvirt"; fi
}

# In a session of its own, so that Ctrl-C reaches this script only, which then needs the daemon to clean up.
start_daemon() {
  show "$@" '&'
  setsid "$@" < /dev/null >> "$libvirt_log" 2>&1 &
  libvirt_pids+=($!)
  disown # bash would report its end
}

# wait_for SECONDS COMMAND…: until it succeeds.
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [[ $SECONDS -lt $until ]] || return 1
    sleep 0.2
  done
}

fail_libvirt() {
  [[ -z $libvirt_log ]] || tail -n 20 "$libvirt_log" >&2
  fail "Cannot connect to $1: $2" "See that libvirtd runs: virsh -c $1 version"
}

stop_libvirt() {
  local i pid
  for ((i = ${#libvirt_pids[@]} - 1; i >= 0; i--)); do # libvirtd before virtlogd
    pid=${libvirt_pids[i]}
    kill -TERM "$pid" 2> /dev/null || continue
    wait_for 10 ended "$pid" || kill -KILL "$pid" 2> /dev/null || true
  done
  [[ -z $libvirt_unit ]] || systemctl stop "$libvirt_unit" || true
  [[ -z $libvirt_log ]] || rm -f "$libvirt_log"
  libvirt_pids=() libvirt_unit='' libvirt_log=''
}

ended() { ! kill -0 "$1" 2> /dev/null; }

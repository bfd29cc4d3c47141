# shellcheck shell=bash
# Lets QEMU use, where AppArmor confines guests, what virt-zoned gives them: hooks/apparmor/virt-zoned. Sourced, in the root
# of the checkout. Guests that start afterwards have the rules; nothing is reloaded. 'virt-zoned hooks install' does this,
# too, and more: for a demonstration that is to leave the host as it was, its udev rule and a reloaded libvirt are too much.

readonly APPARMOR_FOLDER=/etc/apparmor.d
readonly APPARMOR_RULES=$APPARMOR_FOLDER/abstractions/libvirt-qemu.d/virt-zoned
# The rules of newer libvirts include that folder. In older ones (9.0 in Debian 12) the file for local additions does it.
readonly APPARMOR_ADDITIONS=$APPARMOR_FOLDER/local/abstractions/libvirt-qemu
readonly APPARMOR_INCLUSION='include if exists <abstractions/libvirt-qemu.d/virt-zoned>'

apparmor_undo=() # a step of remove_apparmor_rules each

install_apparmor_rules() {
  if [[ ! -d ${APPARMOR_RULES%/*} ]]; then
    mkdir "${APPARMOR_RULES%/*}"
    apparmor_undo+=(folder)
  fi
  if [[ ! -e $APPARMOR_RULES ]]; then
    install -m 644 hooks/apparmor/virt-zoned "$APPARMOR_RULES"
    apparmor_undo+=(rules)
  fi
  if ! grep -q 'include.*<abstractions/libvirt-qemu\.d>' "$APPARMOR_FOLDER/abstractions/libvirt-qemu" \
    && ! grep -qxF "$APPARMOR_INCLUSION" "$APPARMOR_ADDITIONS" 2> /dev/null; then
    echo "$APPARMOR_INCLUSION" >> "$APPARMOR_ADDITIONS"
    apparmor_undo+=(inclusion)
  fi
}

# What install_apparmor_rules put there goes again.
remove_apparmor_rules() {
  local i
  for ((i = ${#apparmor_undo[@]} - 1; i >= 0; i--)); do
    case ${apparmor_undo[i]} in
      inclusion) sed -i "\\|^$APPARMOR_INCLUSION\$|d" "$APPARMOR_ADDITIONS" ;;
      rules) rm -f "$APPARMOR_RULES" ;;
      folder) rmdir "${APPARMOR_RULES%/*}" 2> /dev/null || true ;;
    esac
  done
  apparmor_undo=()
}

"""Prepares a host for the zoned devices of a libvirt guest, and takes away what it made when the guest ends."""

package org.virtzoned.it;

/** Debian 11 (bullseye): libvirt 7.0 and QEMU 5.2, which has no namespaces with zones. */
@OnRelease(Release.BULLSEYE)
class BullseyeReleaseIT implements ReleaseScenarios {}

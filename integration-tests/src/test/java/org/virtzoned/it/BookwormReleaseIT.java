package org.virtzoned.it;

/** Debian 12 (bookworm): libvirt 9.0, QEMU 7.2. */
@OnRelease(Release.BOOKWORM)
class BookwormReleaseIT implements ReleaseScenarios, NvmeBootScenarios {}

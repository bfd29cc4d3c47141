package org.virtzoned.it;

/** Debian 13 (trixie): libvirt 11.3, QEMU 10.0. */
@OnRelease(Release.TRIXIE)
class TrixieReleaseIT implements ReleaseScenarios, NvmeBootScenarios {}

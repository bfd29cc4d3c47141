package org.virtzoned.it;

/** Debian sid, by {@code script/test-newest} only: by its name no other run finds it, since it moves. */
@OnRelease(Release.NEWEST)
class NewestRelease implements ReleaseScenarios, NativeNvmeBootScenarios, NativeBackingScenarios {}

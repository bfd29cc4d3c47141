package org.virtzoned.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest says. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {"virt-zoned " + (version == null ? "(not built)" : version)};
    }
}

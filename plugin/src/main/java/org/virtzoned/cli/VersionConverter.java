package org.virtzoned.cli;

import org.virtzoned.domainxml.Version;
import org.virtzoned.error.VirtZonedException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a version given as an option. */
final class VersionConverter implements ITypeConverter<Version> {
    @Override
    public Version convert(String text) {
        try {
            return Version.parse(text);
        } catch (VirtZonedException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}

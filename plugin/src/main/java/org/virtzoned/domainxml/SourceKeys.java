package org.virtzoned.domainxml;

import java.util.Set;
import org.virtzoned.device.SourcePath;

/** By what the files and disks that documents name are compared: two names of one thing have a key in common. */
@FunctionalInterface
public interface SourceKeys {
    /** By the paths alone, in one spelling; nothing is looked at. */
    SourceKeys LEXICAL = source -> Set.of(source.startsWith("/") ? SourcePath.normalize(source) : source);

    /** How a volume of a storage pool is told from a path. */
    String VOLUME_PREFIX = "volume ";

    /**
     * The keys of what is behind a name; those of {@link #LEXICAL} are among them.
     *
     * @param source an absolute path, or {@code volume POOL/NAME}; anything else is its own key
     */
    Set<String> of(String source);
}

package org.virtzoned;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.device.SourcePath;
import org.virtzoned.domainxml.SourceKeys;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.HostSources;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * What is behind the paths and volumes that the domains of a connection name: as this host knows it where the guests are
 * here, and as libvirt knows its volumes. It is looked up once a name.
 */
final class SourceIdentity implements SourceKeys {
    private final LibvirtConnection connection;
    private final HostSources host = new HostSources();
    private final Map<String, Set<String>> known = new HashMap<>();

    SourceIdentity(LibvirtConnection connection) {
        this.connection = connection;
    }

    @Override
    public Set<String> of(String source) {
        return known.computeIfAbsent(source, this::lookUp);
    }

    private Set<String> lookUp(String source) {
        Set<String> keys = new HashSet<>(LEXICAL.of(source));
        Optional<String> path = source.startsWith(VOLUME_PREFIX)
                ? volumePath(source.substring(VOLUME_PREFIX.length()))
                : Optional.of(source).filter(text -> text.startsWith("/"));
        path.ifPresent(text -> {
            keys.addAll(LEXICAL.of(text));
            if (connection.isLocal()) {
                keys.addAll(host.keys(text));
            }
        });
        return keys;
    }

    /** @param volume POOL/NAME */
    private Optional<String> volumePath(String volume) {
        int slash = volume.indexOf('/');
        try {
            return connection
                    .volumes()
                    .path(volume.substring(0, slash), volume.substring(slash + 1))
                    .map(SourcePath::text);
        } catch (VirtZonedException e) {
            // A pool that is not there, or not active, has no volume that a guest could have.
            return Optional.empty();
        }
    }
}

package org.virtzoned.domainxml;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.device.ScsiAddress;

/**
 * What the elements and arguments of a domain's document name of its host; its metadata, which only records, does not
 * count.
 *
 * @param paths of files and device nodes, without {@code .}, {@code ..} and empty steps
 * @param wwpns of vhost-scsi targets, in lower case
 * @param addresses of SCSI disks
 */
public record HostReferences(Set<String> paths, Set<String> wwpns, Set<ScsiAddress> addresses) {
    private static final Pattern SCSI = Pattern.compile("scsi_host([0-9]{1,6}) ([0-9]{1,6}:[0-9]{1,6}:[0-9]{1,9})");

    public HostReferences {
        paths = Set.copyOf(paths);
        wwpns = Set.copyOf(wwpns);
        addresses = Set.copyOf(addresses);
    }

    static HostReferences of(Occupied occupied) {
        Set<String> paths = new HashSet<>();
        Set<String> wwpns = new HashSet<>();
        Set<ScsiAddress> addresses = new HashSet<>();
        for (String resource : occupied.holders().keySet()) {
            Matcher scsi = SCSI.matcher(resource);
            if (scsi.matches()) {
                addresses.add(ScsiAddress.parse(scsi.group(1) + ":" + scsi.group(2)));
            } else if (resource.startsWith("naa.")) {
                wwpns.add(resource);
            } else if (resource.startsWith("/")) {
                paths.add(resource);
            }
        }
        return new HostReferences(paths, wwpns, addresses);
    }
}

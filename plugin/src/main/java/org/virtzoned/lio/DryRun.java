package org.virtzoned.lio;

import java.util.ArrayList;
import java.util.List;

/**
 * What a dry run of the hook cannot know by itself.
 *
 * @param apparmor whether libvirt confines guests by AppArmor
 * @param nextStart whether the document is what the next start uses, though the guest may run with another
 * @param created the paths of files that are about to be created, and count as there
 */
public record DryRun(boolean apparmor, boolean nextStart, List<String> created) {
    public DryRun {
        created = List.copyOf(created);
    }

    List<String> words() {
        List<String> words = new ArrayList<>(List.of("prepare", "--dry-run", "--json"));
        if (apparmor) {
            words.add("--apparmor");
        }
        if (nextStart) {
            words.add("--next-start");
        }
        created.forEach(path -> words.add("--created=" + path));
        return words;
    }
}

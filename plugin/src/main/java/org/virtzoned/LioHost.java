package org.virtzoned;

import org.virtzoned.host.EffectiveUser;
import org.virtzoned.lio.LioProgram;

/**
 * What this process can do with LIO on its host.
 *
 * @param root whether it may
 */
record LioHost(LioProgram program, boolean root) {
    static LioHost ofThisProcess() {
        return new LioHost(new LioProgram(), EffectiveUser.isRoot());
    }
}

package org.virtzoned.domainxml;

/** Whether a guest's agent can be reached, as the domain's live document has it. */
public enum AgentChannelState {
    /** The domain has no channel for one. */
    ABSENT,
    /** Nobody in the guest has opened it. */
    DISCONNECTED,
    /** Somebody has, or it is not known. */
    CONNECTED
}

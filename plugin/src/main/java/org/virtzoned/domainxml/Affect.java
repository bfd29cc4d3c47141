package org.virtzoned.domainxml;

/** Which of a domain's two documents a change is for: libvirt's {@code VIR_DOMAIN_AFFECT_CONFIG} and {@code …_LIVE}. */
public enum Affect {
    /** Its definition, which the next start uses. */
    CONFIG,
    /** The guest that runs. */
    LIVE
}

package org.virtzoned.domainxml;

/** What a domain's guest does (virDomainState, libvirt-domain.h), by the names that {@code virsh list} has for it. */
public enum DomainState {
    NO_STATE("no state"),
    RUNNING("running"),
    IDLE("idle"),
    PAUSED("paused"),
    IN_SHUTDOWN("in shutdown"),
    SHUT_OFF("shut off"),
    CRASHED("crashed"),
    SUSPENDED("pmsuspended");

    private final String word;

    DomainState(String word) {
        this.word = word;
    }

    /** Whether there is a guest. */
    public boolean isActive() {
        return this != SHUT_OFF;
    }

    /** virsh's name for it. */
    public String word() {
        return word;
    }
}

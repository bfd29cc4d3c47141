package org.virtzoned.host;

import java.util.Optional;

/**
 * Why a disk of the host may not be given to a guest.
 *
 * @param found what was found, a sentence without its full stop that goes on from {@code Cannot give … to …:}
 * @param remedy what may be done about it
 * @param mayPass whether it may be otherwise when the guest starts, without the domain being changed: the disk is plugged
 *     in, unmounted, or given up by another guest
 */
public record DiskObjection(String found, Optional<String> remedy, boolean mayPass) {}

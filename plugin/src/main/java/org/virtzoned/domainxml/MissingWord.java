package org.virtzoned.domainxml;

import java.util.Optional;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;

/** The word that a device lacks which has been resolved, if any: what a request may leave open, a record has to say. */
final class MissingWord implements ZonedDevice.Visitor<Optional<String>>, VhostScsiSource.Visitor<Optional<String>> {
    private static final MissingWord INSTANCE = new MissingWord();

    private MissingWord() {}

    static Optional<String> of(ZonedDevice device) {
        return device.accept(INSTANCE);
    }

    @Override
    public Optional<String> visit(VirtioScsiDevice device) {
        return device.disk().accept(this);
    }

    @Override
    public Optional<String> visit(VhostScsiDevice device) {
        return missing("wwpn", device.wwpn().isPresent())
                .or(() -> device.backend().accept(this));
    }

    @Override
    public Optional<String> visit(VirtioBlkDevice device) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visit(NvmeZnsDevice device) {
        return missing("source", device.file().path().isPresent())
                .or(() -> missing("uuid", device.uuid().isPresent()))
                .or(() -> missing("nsid", device.nsid().isPresent()))
                .or(() -> missing("serial", device.controller().serial().isPresent()))
                .or(() -> missing("rendering", device.rendering() != NvmeRendering.AUTO));
    }

    @Override
    public Optional<String> visit(HostDisk disk) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visit(ZbcDisk disk) {
        return missing("unit-serial", disk.unitSerial().isPresent());
    }

    @Override
    public Optional<String> visit(UnmanagedTarget target) {
        return Optional.empty();
    }

    private static Optional<String> missing(String word, boolean present) {
        return present ? Optional.empty() : Optional.of(word);
    }
}

package org.virtzoned.guest;

import java.util.List;
import java.util.Optional;
import org.virtzoned.device.ZonedDevice;

/**
 * What a guest has of a device.
 *
 * @param node the guest's name of the disk; empty where it has none
 * @param differences what of it is not as it should be
 * @param problem what is wrong that is no difference: the disk is missing, or cannot be told from others
 * @param remedy what may be done about the differences or the problem
 * @param unknown what was asked for and the guest does not say
 */
public record DeviceVerification(
        ZonedDevice device,
        Result result,
        Optional<String> node,
        List<Difference> differences,
        Optional<String> problem,
        Optional<String> remedy,
        List<DiskProperty> unknown) {
    /** In the words of virt-host-validate. */
    public enum Result {
        /** The guest has it as it should be. */
        PASS,
        /** It is not known whether the guest has it, or it need not have it yet. */
        WARN,
        /** The guest has it not, or not as it should be. */
        FAIL
    }

    public DeviceVerification {
        differences = List.copyOf(differences);
        unknown = List.copyOf(unknown);
    }

    static DeviceVerification pass(ZonedDevice device, String node, List<DiskProperty> unknown) {
        return new DeviceVerification(
                device, Result.PASS, Optional.of(node), List.of(), Optional.empty(), Optional.empty(), unknown);
    }

    static DeviceVerification differs(
            ZonedDevice device,
            String node,
            List<Difference> differences,
            Optional<String> remedy,
            List<DiskProperty> unknown) {
        return new DeviceVerification(
                device, Result.FAIL, Optional.of(node), differences, Optional.empty(), remedy, unknown);
    }

    static DeviceVerification missing(ZonedDevice device, String problem, String remedy) {
        return new DeviceVerification(
                device, Result.FAIL, Optional.empty(), List.of(), Optional.of(problem), Optional.of(remedy), List.of());
    }

    /** Nothing can be said against it, nor for it. */
    public static DeviceVerification warn(ZonedDevice device, String problem, String remedy) {
        return new DeviceVerification(
                device, Result.WARN, Optional.empty(), List.of(), Optional.of(problem), Optional.of(remedy), List.of());
    }
}

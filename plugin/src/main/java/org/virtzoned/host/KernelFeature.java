package org.virtzoned.host;

import java.util.Optional;

/** Something of Linux that ways of attaching need, by its option in the kernel's configuration and its module. */
public enum KernelFeature {
    /** Zoned block devices; no module of its own (block/Kconfig). */
    ZONED_BLOCK_DEVICES("CONFIG_BLK_DEV_ZONED", null),
    /** {@code /dev/sgN} (drivers/scsi/Kconfig). */
    SCSI_GENERIC("CONFIG_CHR_DEV_SG", "sg"),
    /** The file system that LIO is made by (fs/configfs/Kconfig). */
    CONFIGFS("CONFIG_CONFIGFS_FS", "configfs"),
    /** LIO (drivers/target/Kconfig). */
    TARGET_CORE("CONFIG_TARGET_CORE", "target_core_mod"),
    /** LIO's backstores of the host's SCSI disks. */
    PSCSI("CONFIG_TCM_PSCSI", "target_core_pscsi"),
    /** LIO's backstores that a program has, tcmu-runner. */
    USER_BACKSTORES("CONFIG_TCM_USER2", "target_core_user"),
    /** LIO's targets for the host itself. */
    LOOPBACK("CONFIG_LOOPBACK_TARGET", "tcm_loop"),
    /** LIO's targets for guests (drivers/vhost/Kconfig). */
    VHOST_SCSI("CONFIG_VHOST_SCSI", "vhost_scsi"),
    /** KVM on processors of Intel's (arch/x86/kvm/Kconfig). */
    KVM_INTEL("CONFIG_KVM_INTEL", "kvm_intel"),
    /** KVM on processors of AMD's. */
    KVM_AMD("CONFIG_KVM_AMD", "kvm_amd");

    private final String option;
    private final String module;

    KernelFeature(String option, String module) {
        this.option = option;
        this.module = module;
    }

    String option() {
        return option;
    }

    /** The module's name, as /proc/modules has it. */
    Optional<String> module() {
        return Optional.ofNullable(module);
    }
}

package org.virtzoned.it.nested;

/** What is proven on a nested host of Debian 12 (bookworm): Linux 6.1, libvirt 9.0, QEMU 7.2. */
@OnSuite(Suite.BOOKWORM)
class BookwormIT
        implements RigScenarios,
                VirtioScsiScenarios,
                VhostScsiScenarios,
                VhostScsiTargetScenarios,
                NvmeZnsScenarios,
                VirtioBlkRefusal,
                ConfinementScenarios,
                AllWaysScenarios,
                ZbcFileScenarios,
                HookScenarios,
                ZbcPersistenceScenarios,
                ManyGuestsScenarios,
                ReconnectScenarios,
                CloneScenarios,
                LiveAndConfigScenarios,
                RefusedHotPlugScenarios,
                FoundAndTakenScenarios {}

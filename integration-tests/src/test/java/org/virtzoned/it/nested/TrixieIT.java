package org.virtzoned.it.nested;

/** What is proven on a nested host of Debian 13 (trixie): Linux 6.12, libvirt 11.3, QEMU 10.0. */
@OnSuite(Suite.TRIXIE)
class TrixieIT
        implements VirtioScsiScenarios,
                VhostScsiScenarios,
                NvmeZnsScenarios,
                VirtioBlkScenarios,
                DiskOrderScenarios,
                ConfinementScenarios,
                KeptZonesScenarios,
                VerifyScenarios,
                ZbcFileScenarios,
                HookScenarios,
                CheckHostScenarios,
                DevicesScenarios,
                RefusedDiskScenarios,
                RefusedVirtioBlkScenarios,
                RefusedFileScenarios,
                VerdictScenarios,
                NonsenseScenarios,
                KilledHookScenarios,
                TcmuRunnerScenarios,
                DiskOfARunningGuestScenarios,
                OtherRunsScenarios,
                HotPlugScenarios,
                ZonesScenarios {}

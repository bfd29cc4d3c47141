package org.virtzoned.it.nested;

/** What is proven on a nested host of Debian Trixie. */
@OnSuite(Suite.TRIXIE)
class TrixieIT
        implements VirtioScsiScenarios,
                VhostScsiScenarios,
                NvmeZnsScenarios,
                VirtioBlkScenarios,
                ConfinementScenarios,
                AllWaysScenarios,
                ZbcFileScenarios {}

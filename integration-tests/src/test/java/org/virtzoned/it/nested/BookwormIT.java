package org.virtzoned.it.nested;

/** What is proven on a nested host of Debian Bookworm. */
@OnSuite(Suite.BOOKWORM)
class BookwormIT
        implements VirtioScsiScenarios,
                VhostScsiScenarios,
                NvmeZnsScenarios,
                VirtioBlkRefusal,
                ConfinementScenarios,
                AllWaysScenarios,
                ZbcFileScenarios {}

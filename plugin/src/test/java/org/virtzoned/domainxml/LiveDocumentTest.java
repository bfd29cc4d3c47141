package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** What a live document says of how the guest is reached, and of where its devices are. */
class LiveDocumentTest {
    private static final ZonedDevice BLK = VirtZoned.device(Way.VIRTIO_BLK, "/dev/nullb0,name=blk");

    @Test
    void aDeviceBehindAPortIsReachedByIt() {
        assertEquals(
                Optional.of(new PciRoute(List.of("19.0", "00.0"))), live("""
                        <controller type='pci' index='0' model='pcie-root'/>
                        <controller type='pci' index='10' model='pcie-root-port'>
                          <alias name='ua-zoned-blk-port'/>
                          <address type='pci' domain='0x0000' bus='0x00' slot='0x19' function='0x0'/>
                        </controller>
                        <disk><alias name='ua-zoned-blk'/><address type='pci' bus='0x0a' slot='0x00' function='0x0'/></disk>
                        """).pciRoute(BLK));
    }

    @Test
    void aDeviceOnTheRootBusIsReachedAtOnce() {
        assertEquals(
                Optional.of(new PciRoute(List.of("1f.7"))),
                live("<disk><alias name='ua-zoned-blk'/><address type='pci' bus='0' slot='0x1f' function='0x7'/></disk>")
                        .pciRoute(BLK));
    }

    @Test
    void withoutAnAddressOrInACircleThereIsNoWay() {
        assertEquals(Optional.empty(), live("").pciRoute(BLK));
        assertEquals(
                Optional.empty(),
                live("<disk><alias name='ua-zoned-blk'/><address type='drive' bus='0'/></disk>")
                        .pciRoute(BLK));
        assertEquals(Optional.empty(), live("""
                        <controller type='pci' index='1'><address type='pci' bus='1' slot='0'/></controller>
                        <disk><alias name='ua-zoned-blk'/><address type='pci' bus='1' slot='0'/></disk>
                        """).pciRoute(BLK));
    }

    @Test
    void aChannelDeviceIsFoundByItsAddress() {
        DomainDocument domain = live("<disk><alias name='ua-zoned-blk'/>"
                + "<address type='ccw' cssid='0xfe' ssid='0x1' devno='0x00a3'/></disk>");

        assertEquals(Optional.of(new ChannelAddress("0.1.00a3")), domain.channelAddress(BLK));
        assertEquals(Optional.empty(), domain.pciRoute(BLK));
        assertEquals(
                Optional.empty(),
                live("<disk><alias name='ua-zoned-blk'/><address type='ccw' ssid='9' devno='x'/></disk>")
                        .channelAddress(BLK));
    }

    @Test
    void theAgentsChannelIsFoundByItsName() {
        assertEquals(
                AgentChannelState.ABSENT,
                live("<channel><target type='virtio' name='com.redhat.spice.0' state='connected'/></channel>")
                        .agentChannel());
        assertEquals(AgentChannelState.DISCONNECTED, agentChannel("state='disconnected'"));
        assertEquals(AgentChannelState.CONNECTED, agentChannel("state='connected'"));
        assertEquals(AgentChannelState.CONNECTED, agentChannel(""));
    }

    private static AgentChannelState agentChannel(String state) {
        return live("<channel><target type='virtio' name='org.qemu.guest_agent.0' " + state + "/></channel>")
                .agentChannel();
    }

    private static DomainDocument live(String devices) {
        return DomainDocument.parse("<domain type='kvm'><name>guest</name><devices>" + devices + "</devices></domain>");
    }
}

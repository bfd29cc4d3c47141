package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZoneModel;
import org.virtzoned.host.BlockDeviceNames;
import org.virtzoned.host.DiskInquiry;
import org.virtzoned.host.DiskUse;
import org.virtzoned.host.ZonedBlockDevice;
import org.virtzoned.host.ZonedQueue;

/** Zoned block devices as JSON. What is not known is left out. */
final class DeviceListJson {
    private final JsonGenerator json;

    private DeviceListJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(JsonGenerator json, List<ZonedBlockDevice> devices) throws IOException {
        json.writeStartArray();
        for (ZonedBlockDevice device : devices) {
            write(json, device);
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, ZonedBlockDevice device) throws IOException {
        new DeviceListJson(json).write(device);
    }

    private void write(ZonedBlockDevice device) throws IOException {
        json.writeStartObject();
        write(device.names());
        write(device.inquiry());
        write(device.queue());
        json.writeArrayFieldStart("used-by");
        for (DiskUse use : device.uses()) {
            json.writeStartObject();
            use.accept(new UseWriter()).write();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(BlockDeviceNames names) throws IOException {
        text("node", names.node().map(SourcePath::text));
        text("sg-node", names.genericNode().map(SourcePath::text));
        text("address", names.address().map(ScsiAddress::toString));
        text("stable-name", names.stableName().map(SourcePath::text));
    }

    private void write(DiskInquiry inquiry) throws IOException {
        text("vendor", inquiry.vendor());
        text("model", inquiry.model());
        text("serial", inquiry.serial());
        text("wwn", inquiry.wwn());
    }

    private void write(ZonedQueue queue) throws IOException {
        text("zoned-model", queue.model().map(ZoneModel::word));
        bytes("capacity-bytes", queue.capacity());
        number("zones", queue.zones());
        bytes("zone-size-bytes", queue.zoneSize());
        number("conventional-zones", queue.conventionalZones());
        number("max-open-zones", queue.maxOpenZones());
        number("max-active-zones", queue.maxActiveZones());
        bytes("zone-append-limit-bytes", queue.zoneAppendLimit());
        bytes("logical-block-size-bytes", queue.logicalBlockSize());
    }

    private void text(String key, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(key, value.get());
        }
    }

    private void number(String key, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(key, value.getAsLong());
        }
    }

    private void bytes(String key, Optional<ByteSize> value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(key, value.get().bytes());
        }
    }

    /** What is still to be written: a visitor throws no exception of a generator's. */
    @FunctionalInterface
    private interface Pending {
        void write() throws IOException;
    }

    private final class UseWriter implements DiskUse.Visitor<Pending> {
        @Override
        public Pending visit(DiskUse.Mount use) {
            return () -> {
                json.writeStringField("kind", "mount");
                text("partition", use.partition());
                json.writeStringField("mount-point", use.point());
            };
        }

        @Override
        public Pending visit(DiskUse.Swap use) {
            return () -> {
                json.writeStringField("kind", "swap");
                text("partition", use.partition());
            };
        }

        @Override
        public Pending visit(DiskUse.Holder use) {
            return () -> {
                json.writeStringField("kind", "holder");
                text("partition", use.partition());
                json.writeStringField("holder", use.holder());
                text("name", use.label());
            };
        }

        @Override
        public Pending visit(DiskUse.Backstore use) {
            return () -> {
                json.writeStringField("kind", "backstore");
                json.writeStringField("name", use.name());
                json.writeArrayFieldStart("targets");
                for (String target : use.targets()) {
                    json.writeString(target);
                }
                json.writeEndArray();
            };
        }

        @Override
        public Pending visit(DiskUse.Guest use) {
            return () -> {
                json.writeStringField("kind", "domain");
                json.writeStringField("domain", use.domain());
            };
        }

        @Override
        public Pending visit(DiskUse.Claim use) {
            return () -> json.writeStringField("kind", "exclusive");
        }
    }
}

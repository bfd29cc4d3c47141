package org.virtzoned.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCollector;
import org.virtzoned.conformance.CanonicalXml;
import org.virtzoned.conformance.DomainSchema;
import org.virtzoned.device.DeviceWriter;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.AttachException;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.InvalidDocumentException;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.xml.XmlReader;
import org.virtzoned.xml.XmlWriter;
import org.w3c.dom.Document;

/**
 * What comes in goes out, whatever the domain and the devices.
 *
 * <p>{@code -Djqwik.tries.default=100000} tries more; the report of a failure has its seed and the document, made small.
 */
class FidelityTest {
    private static final DomainSchema SCHEMA = DomainSchema.installed();

    /** The share of cases whose domain takes all devices, as measured: more refusals would hide what properties state. */
    private static final double TAKEN = 0.84;

    /** The share of attached domains that have namespaces on QEMU's command line which all move, as measured. */
    private static final double MOVED = 0.22;

    /** The one reason for which what QEMU's command line has may not be in libvirt's own form, too. */
    private static final Pattern NO_ROOM = Pattern.compile("no (PCI slot|index) is free");

    @Property
    void refusalsAreFewAndOfOneLine(@ForAll FidelityCase test) {
        Optional<String> refusal = refusal(() -> test.attachTo(test.domain()));

        Statistics.collect(refusal.isEmpty());
        Statistics.coverage(coverage -> coverage.check(true).count(holds(TAKEN)));
        assertTrue(refusal.stream().flatMap(String::lines).count() <= 1, refusal::toString);
    }

    /** Xen, LXC and the like. */
    @Property
    void domainsOfOthersAreRefusedAndStay(@ForAll FidelityCase test) {
        Document document = XmlReader.read(test.bytes());
        document.getDocumentElement().setAttributeNS(null, "type", "xen");
        String before = XmlWriter.write(document, test.bytes().length);
        DomainDocument domain = DomainDocument.parse(before);

        assertThrows(InvalidDocumentException.class, () -> test.attachTo(domain));

        assertEquals(before, domain.toXml());
    }

    @Property
    void detachingAllGivesWhatCameIn(@ForAll FidelityCase test) {
        DomainDocument domain = attached(test);

        domain.detachAll();

        assertSame(test, domain);
    }

    @Property
    void detachingOneByOneGivesWhatCameIn(@ForAll FidelityCase test) {
        DomainDocument domain = DomainDocument.parse(attached(test).toXml());

        for (String name : test.names()) {
            domain.detach(List.of(name));
            domain = DomainDocument.parse(domain.toXml());
        }

        assertSame(test, domain);
    }

    /** What is left for those that stay is taken again, or goes with them. */
    @Property
    void comingAndGoingInAnyOrderGivesWhatCameIn(@ForAll FidelityCase test) {
        attached(test);
        FidelityCase first = test.half(true);
        FidelityCase second = test.half(false);
        DomainDocument domain = test.domain();

        first.attachTo(domain);
        second.attachTo(domain);
        domain.detach(first.names());
        String without = domain.toXml();
        domain = DomainDocument.parse(without);
        boolean again = true;
        try {
            first.attachTo(domain);
        } catch (AttachException e) {
            // The only refusal that is new: a place before those that stay would rename them.
            assertTrue(e.getMessage().endsWith("after the domain's other disks."), e::getMessage);
            domain = DomainDocument.parse(without);
            again = false;
        }
        domain.detach(second.names());
        domain.detach(again ? first.names() : List.of());

        assertSame(test, domain);
    }

    @Property
    void nothingIsChangedOrTaken(@ForAll FidelityCase test) {
        byte[] attached = attached(test).toXml().getBytes(StandardCharsets.UTF_8);

        assertEquals(List.of(), Tokens.missing(Tokens.of(test.bytes()), Tokens.of(attached)));
    }

    @Property
    void theSameTwiceIsOnce(@ForAll FidelityCase test) {
        String once = attached(test).toXml();
        DomainDocument domain = DomainDocument.parse(once);

        test.attachTo(domain);

        assertEquals(once, domain.toXml());
    }

    /** From QEMU's command line to libvirt's own form and then away: to the guest the same devices all the time. */
    @Property
    void theNativeFormChangesTheFormAlone(@ForAll FidelityCase test) {
        DomainDocument domain = attached(test);
        List<Map<String, String>> expected =
                domain.devices().stream().map(FidelityTest::modernWords).toList();
        boolean moves = !expected.equals(
                domain.devices().stream().map(DeviceWriter::words).toList());
        Optional<String> refusal = refusal(() -> domain.toNativeNvme(Platforms.NEWEST));

        StatisticsCollector outcomes = Statistics.label("moves");
        outcomes.collect(refusal.map(reason -> "refused").orElse(moves ? "moved" : "nothing to move"));
        outcomes.coverage(coverage -> coverage.check("moved").count(holds(MOVED)));
        if (refusal.isPresent()) {
            assertTrue(NO_ROOM.matcher(refusal.get()).find(), refusal::get);
            return;
        }

        assertEquals(
                expected, domain.devices().stream().map(DeviceWriter::words).toList());
        assertEquals(List.of(), domain.incompleteDevices());

        String once = domain.toXml();
        domain.toNativeNvme(Platforms.NEWEST);
        assertEquals(once, domain.toXml());

        domain.detachAll();
        assertSame(test, domain);
    }

    @Property
    void whatWasAttachedIsAsRecorded(@ForAll FidelityCase test) {
        assertEquals(List.of(), attached(test).faults(test.platform()));
    }

    /** Whatever of them is lost: the devices are there again, and nothing else has changed. */
    @Property
    void repairWritesAgainWhatIsLost(@ForAll FidelityCase test, @ForAll Random random) {
        DomainDocument domain =
                DomainDocument.parse(Damage.to(attached(test).toXml(), Damage.argumentsOf(test.bytes()), random));

        domain.repair(test.platform());

        assertEquals(List.of(), domain.faults(test.platform()));
        assertEquals(List.of(), domain.repair(test.platform()));
        domain.detachAll();
        assertSame(test, domain);
    }

    @Property
    void whatIsValidStaysValid(@ForAll FidelityCase test) {
        DomainDocument attached = attached(test);
        Assume.that(SCHEMA.errors(test.bytes()).isEmpty());
        Assume.that(!Installed.lacks(attached));

        assertEquals(List.of(), SCHEMA.errors(attached.toXml()));
    }

    /** Whether a share of the tries is as it was measured: not below it by more than three standard deviations. */
    private static BiPredicate<Integer, Integer> holds(double share) {
        return (count, tries) -> count >= tries * share - 3 * Math.sqrt(tries * share * (1 - share));
    }

    private static Optional<String> refusal(Runnable act) {
        try {
            act.run();
            return Optional.empty();
        } catch (VirtZonedException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static DomainDocument attached(FidelityCase test) {
        Optional<DomainDocument> attached = test.attached();
        Assume.that(attached.isPresent());
        return attached.get();
    }

    private static Map<String, String> modernWords(ZonedDevice device) {
        Map<String, String> words = new LinkedHashMap<>(DeviceWriter.words(device));
        words.replace("rendering", "commandline", "native");
        return words;
    }

    private static void assertSame(FidelityCase test, DomainDocument domain) {
        assertEquals(CanonicalXml.of(test.bytes()), CanonicalXml.of(domain.toXml()));
    }
}

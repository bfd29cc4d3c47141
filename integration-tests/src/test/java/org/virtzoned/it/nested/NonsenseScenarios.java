package org.virtzoned.it.nested;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Metadata and documents that nobody should write: refused in words, and nothing of the host is touched for them. */
interface NonsenseScenarios {
    @TestFactory
    @DisplayName("Metadata that libvirt takes, and the hook refuses")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default Stream<DynamicTest> metadata(NestedHost host) {
        ZbcDisk.SMALL.format(host);
        NestedGuest guest = NestedGuest.define(host, "nonsense", "", "--vhost-scsi", ZbcDisk.SMALL.request());
        String good = guest.xml();
        Stream<DynamicTest> started = new Refusals(host, guest)
                .when(
                        "a path that climbs",
                        "nonsense-path",
                        () -> guest.redefine(Metadata.with("source", "zbc:/var/local/../../etc/shadow")),
                        () -> guest.redefine(good))
                .tests();
        // The same words by hand, in a tenth of the time.
        Stream<DynamicTest> byHand = Stream.of(
                nonsense(
                        host,
                        "a path that climbs",
                        "nonsense-path",
                        Metadata.with("source", "zbc:/var/local/../../etc/shadow")
                                .apply(good)),
                nonsense(
                        host,
                        "a path with a line feed",
                        "nonsense-line-feed",
                        Metadata.with("source", "zbc:/var/local/a&#10;b.raw").apply(good)),
                nonsense(
                        host,
                        "a path with options of tcmu-runner",
                        "nonsense-options",
                        Metadata.with("source", "zbc:model-HM/conv-2@/var/local/zbc1.raw")
                                .apply(good)),
                nonsense(
                        host,
                        "a relative path",
                        "nonsense-relative",
                        Metadata.with("source", "zbc:zbc1.raw").apply(good)),
                nonsense(
                        host,
                        "a WWPN that isn't one",
                        "nonsense-wwpn",
                        Metadata.with("wwpn", "naa.../../core").apply(good)),
                nonsense(
                        host,
                        "a name that isn't one",
                        "nonsense-name",
                        Metadata.with("name", "../zbc1").apply(good)),
                nonsense(
                        host,
                        "a size over range",
                        "nonsense-size",
                        Metadata.with("size", "99999999999999999999T").apply(good)),
                nonsense(
                        host,
                        "a negative number",
                        "nonsense-number",
                        Metadata.with("conventional-zones", "-1").apply(good)),
                nonsense(
                        host,
                        "a number over range",
                        "nonsense-range",
                        Metadata.with("conventional-zones", "4294967296").apply(good)),
                nonsense(
                        host,
                        "a unit serial that is none",
                        "nonsense-serial",
                        Metadata.with("unit-serial", "x").apply(good)),
                nonsense(
                        host,
                        "a way that there isn't",
                        "nonsense-way",
                        Metadata.with("way", "vhost").apply(good)));
        return Stream.concat(started, byHand);
    }

    @TestFactory
    @DisplayName("Documents that libvirt would not hand on, given to the program by hand")
    default Stream<DynamicTest> documents(NestedHost host) {
        String good = """
                <domain type='kvm'>
                  <name>nonsense</name>
                  <uuid>11111111-2222-4333-8444-555555555555</uuid>
                  <metadata>
                    <zoned:devices xmlns:zoned='urn:virt-zoned:1' uuid='11111111-2222-4333-8444-555555555555'/>
                  </metadata>
                </domain>
                """;
        String entity = "<!DOCTYPE domain [<!ENTITY e SYSTEM 'file:///etc/shadow'>]>";
        return Stream.of(
                nonsense(
                        host,
                        "10 MB of metadata",
                        "document-long",
                        good.replace("</metadata>", "<x>" + "x".repeat(10_000_000) + "</x></metadata>")),
                nonsense(host, "an external entity", "document-entity", entity + good.replace("nonsense", "&e;")),
                nonsense(host, "no UUID", "document-without-uuid", good.replaceAll("<uuid>.*</uuid>", "")),
                nonsense(host, "half of it", "document-half", good.substring(0, good.indexOf("</metadata>"))),
                nonsense(
                        host,
                        "another document",
                        "document-of-a-network",
                        "<network><!-- urn:virt-zoned:1 --></network>"));
    }

    private static DynamicTest nonsense(NestedHost host, String what, String golden, String text) {
        return dynamicTest(what, () -> {
            GoldenRefusal.of(host.runWith(text, List.of(HookScenarios.PROGRAM, "prepare")))
                    .assertLike(golden);
            HostState.assertNothingLeft(host);
        });
    }
}

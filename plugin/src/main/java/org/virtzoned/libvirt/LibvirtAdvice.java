package org.virtzoned.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.libvirt.Error.ErrorNumber;

/**
 * What a user can do about an error of libvirt's. Its number says the kind; where that is too coarse, its words count, which
 * libvirt has used in all versions from 7.0 to 12.9.
 */
final class LibvirtAdvice {
    private static final String RETRY = "Give the command again; where it fails again, restart libvirt's daemon.";

    private static final List<Rule> RULES = List.of(
            // Connections.
            rule(
                    "Failed to connect socket to '.*': No such file or directory|Cannot find .* daemon|binary to spawn",
                    "Start libvirt's daemon: 'systemctl start virtqemud.socket', or 'systemctl start libvirtd' where there is"
                            + " one daemon for all. Or choose another libvirt: --connect URI."),
            rule(
                    "Failed to connect socket to '.*': Connection refused",
                    "Its daemon does not run any more: 'systemctl restart libvirtd', or virtqemud where that is the daemon."),
            rule(
                    "Failed to connect socket to '.*': Permission denied",
                    "Run the command as root, or as a user in the group 'libvirt' ('sudo usermod -aG libvirt USER', then log in"
                            + " again). For guests of your own user: --connect qemu:///session."),
            rule(
                    Set.of(
                            ErrorNumber.VIR_ERR_AUTH_FAILED,
                            ErrorNumber.VIR_ERR_AUTH_UNAVAILABLE,
                            ErrorNumber.VIR_ERR_AUTH_CANCELLED),
                    "Run the command as root, or as a user whom libvirt lets in: on Debian one in the group 'libvirt'."),
            rule(
                    Set.of(ErrorNumber.VIR_ERR_OPERATION_DENIED, ErrorNumber.VIR_ERR_ACCESS_DENIED),
                    "Connect as a user who may change domains, such as root, and not read-only."),
            rule(
                    "Unable to parse URI|no connection driver available|[Uu]nexpected QEMU URI path|unknown transport|bad URI",
                    "Give a URI of libvirt's: qemu:///system, qemu:///session or qemu+ssh://HOST/system."),
            rule(
                    "Cannot read CA certificate|unable to (set|read) x509|TLS|certificate",
                    "Connections by TLS need certificates; by SSH they need none: --connect qemu+ssh://HOST/system."),
            rule(
                    "^Cannot recv data: .*",
                    "See that 'ssh HOST virsh list' works for that host, and that libvirt runs there."),
            rule(
                    "Cannot create user runtime directory",
                    "qemu:///session needs a home folder that its user may write to; or use --connect qemu:///system."),
            rule(
                    Set.of(
                            ErrorNumber.VIR_ERR_INVALID_CONN,
                            ErrorNumber.VIR_ERR_NO_CLIENT,
                            ErrorNumber.VIR_ERR_NO_SERVER),
                    RETRY),
            rule("client socket is closed|End of file while reading data|connection reset|keepalive", RETRY),
            // Domains that are started, or changed while they run.
            rule(
                    "no network with matching name '(.+?)'",
                    "'virsh net-list --all' shows the networks; Debian's default one is defined by 'virsh net-define"
                            + " /usr/share/libvirt/networks/default.xml'."),
            rule("network '(.+?)' is not active", "Start it: virsh net-start $1"),
            rule(
                    "Cannot access (?:storage|backing) file '(.+?)'.*Permission denied",
                    "QEMU's user must be able to search each folder on the way to $1; or move the file, to"
                            + " /var/lib/libvirt/images for one."),
            rule("Cannot access (?:storage|backing) file '(.+?)'", "Make $1 available, or take it out of the domain."),
            rule(
                    "Failed to get \"(?:write|shared \"?write|consistent read)\" lock|Is another process using the image",
                    "Another guest, or another program, has the file open: stop that one first."),
            rule(
                    "cannot set up guest memory|Cannot allocate memory",
                    "Give the guest less memory, or free memory on the host."),
            rule(
                    "could not get preferred machine .*type=kvm|does not support virt type 'kvm'|(?:KVM|kvm).*"
                            + "(?:not available|not supported|No such file|Permission denied)",
                    "'virt-zoned check' says what KVM lacks here; type='qemu' emulates the processor."),
            rule(
                    "[Mm]aximum CPUs greater than|exceeds? the maximum|vCPU",
                    "'virsh domcapabilities --machine MACHINE' says in <vcpu> how many the machine can have."),
            rule(
                    "No more available PCI slots",
                    "Give the domain root ports for devices to come, and start it again: virt-xml DOMAIN --add-device"
                            + " --controller pci,model=pcie-root-port"),
            rule(
                    "No PCI buses available|does not support PCI",
                    "The domain's machine has no PCI bus: use one that has, such as q35 on x86_64 or virt on aarch64."),
            rule(
                    Set.of(ErrorNumber.VIR_ERR_OPERATION_TIMEOUT, ErrorNumber.VIR_ERR_RESOURCE_BUSY),
                    "Another operation on the domain goes on: give the command again once it has ended."),
            rule(
                    Set.of(ErrorNumber.VIR_ERR_XML_INVALID_SCHEMA),
                    "libvirt's schema does not take the domain: 'virt-xml-validate FILE' names the line of what --print-xml"
                            + " prints."),
            rule(
                    Set.of(ErrorNumber.VIR_ERR_NO_DOMAIN),
                    "The domain went meanwhile; 'virsh list --all' shows those there are."));

    private LibvirtAdvice() {}

    /**
     * A remedy.
     *
     * @param words libvirt's
     * @return null where nothing general can be said
     */
    static String of(ErrorNumber number, String words) {
        return RULES.stream()
                .flatMap(rule -> rule.advice(number, words == null ? "" : words).stream())
                .findFirst()
                .orElse(null);
    }

    private static Rule rule(String words, String advice) {
        return new Rule(Set.of(), Pattern.compile(words), advice);
    }

    private static Rule rule(Set<ErrorNumber> numbers, String advice) {
        return new Rule(numbers, Pattern.compile(""), advice);
    }

    /**
     * Advice on some errors.
     *
     * @param numbers empty for errors of any
     * @param advice may name groups of the words: {@code $1}
     */
    private record Rule(Set<ErrorNumber> numbers, Pattern words, String advice) {
        Optional<String> advice(ErrorNumber number, String text) {
            Matcher matcher = words.matcher(text);
            boolean applies = (numbers.isEmpty() || numbers.contains(number)) && matcher.find();
            return applies
                    ? Optional.of(
                            matcher.groupCount() > 0 && matcher.group(1) != null
                                    ? advice.replace("$1", matcher.group(1))
                                    : advice)
                    : Optional.empty();
        }
    }
}

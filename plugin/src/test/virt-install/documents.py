"""Domain documents as virt-install and virt-xml write them, for tests.

Usage: documents.py DOMAIN FOLDER
Writes into FOLDER, a file each: what virt-install makes of every operating system that it knows, those that are alike once;
of machines of several architectures; of each device and setting that it has an option for; and what virt-xml makes of DOMAIN,
a document of libvirt's, with each of the devices.

The program's own modules are asked, in one process, on libvirt's test driver: a process for each would take ten minutes.
What hosts there are is said by the capabilities beside this file.
"""
import contextlib
import io
import pathlib
import re
import sys
from collections.abc import Callable

sys.path.insert(0, "/usr/share/virt-manager")
from virtinst import cli, virtinstall, virtxml  # noqa: E402
from virtinst.osdict import OSDB  # noqa: E402

HERE = pathlib.Path(__file__).parent
CONNECTION = (
    f"__virtinst_test__test:///default,predictable,fakeuri=qemu:///system,"
    f"caps={HERE / 'capabilities.xml'},domcaps={HERE / 'domain-capabilities.xml'}"
)

DISK = ["--disk", "/var/lib/libvirt/images/guest.qcow2,format=qcow2,size=8"]
# Of those whose documents differ by the machine: with virtio, from before it, and with needs of its own.
OLD_AND_NEW = ("debian11", "debian4", "win10")

MACHINES = {
    "q35": ["--arch", "x86_64", "--machine", "q35"],
    "pc": ["--arch", "x86_64", "--machine", "pc"],
    "microvm": ["--arch", "x86_64", "--machine", "microvm"],
    "isapc": ["--arch", "x86_64", "--machine", "isapc"],
    "emulated": ["--arch", "x86_64", "--virt-type", "qemu"],
    "uefi": ["--arch", "x86_64", "--boot", "uefi"],
    "i686": ["--arch", "i686"],
    "aarch64-virt": ["--arch", "aarch64", "--machine", "virt"],
    "armv7l-virt": ["--arch", "armv7l", "--machine", "virt"],
    "armv7l-vexpress": ["--arch", "armv7l", "--machine", "vexpress-a15"],
    "ppc64le-pseries": ["--arch", "ppc64le", "--machine", "pseries"],
    "ppc64-pseries": ["--arch", "ppc64", "--machine", "pseries"],
    "s390x": ["--arch", "s390x", "--machine", "s390-ccw-virtio"],
    "riscv64-virt": ["--arch", "riscv64", "--machine", "virt"],
    "loongarch64-virt": ["--arch", "loongarch64", "--machine", "virt"],
    "xen-hvm": ["--virt-type", "xen", "--hvm"],
    "xen-pv": ["--virt-type", "xen", "--paravirt"],
    "lxc": ["--virt-type", "lxc", "--container", "--boot", "init=/sbin/init"],
}

# What --add-device of virt-xml takes, too.
DEVICES = {
    "disk": [
        "none",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,bus=scsi,serial=WD-WMAP9A966149,wwn=123456789abcdefa",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,bus=sata,target.dev=sdq,target.rotation_rate=7200",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,bus=usb,target.removable=yes",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,bus=ide,driver.error_policy=stop",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,bus=scsi,target.dev=sdz",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,bus=virtio,address.type=pci,address.bus=0,address.slot=0x19",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,bus=scsi,address.type=drive,address.controller=3,"
        "address.target=0,address.unit=0",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,driver.iothread=1,driver.queues=4,driver.discard=unmap,"
        "driver.detect_zeroes=unmap,driver.copy_on_read=on",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,readonly=on,shareable=on,blockio.logical_block_size=4096,"
        "blockio.physical_block_size=4096",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,iotune.read_bytes_sec=1024,iotune.write_iops_sec=100",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,geometry.cyls=16383,geometry.heads=16,geometry.secs=63,"
        "geometry.trans=lba",
        "/var/lib/libvirt/images/more.raw,size=1,format=raw,transient=yes,transient.shareBacking=yes",
        "device=cdrom",
        "device=floppy",
        "type=network,source.protocol=rbd,source.name=pool/image,source.host0.name=mon1,source.host0.port=6321,"
        "source.host1.name=mon2,target.dev=vdx",
        "type=network,source.protocol=iscsi,source.name=iqn.2013-07.com.example:storage/1,source.host.name=san,"
        "device=lun,target.dev=sdx,target.bus=scsi",
        "type=nvme,source.type=pci,source.managed=yes,source.namespace=1,source.address.domain=0x0001,"
        "source.address.bus=0x02,source.address.slot=0x00,source.address.function=0x0,target.dev=vdy",
        'path="/var/lib/libvirt/images/com,ma&\'quote.raw",size=1,format=raw',
    ],
    "controller": [
        "usb,model=ich9-ehci1,index=3",
        "usb,model=qemu-xhci",
        "usb2",
        "usb3",
        "scsi,model=virtio-scsi",
        "scsi,model=virtio-scsi,index=4,driver.queues=8,driver.iothread=1",
        "scsi,model=lsilogic",
        "virtio-serial,vectors=0,index=7",
        "sata,index=2",
        "ide,index=1",
        "fdc",
        "ccid",
        "pci,index=2,model=pci-bridge,target.chassisNr=77",
        "pci,model=dmi-to-pci-bridge",
        "pci,model=pcie-root-port",
        "pci,model=pcie-root-port,index=40,target.chassis=200,target.port=0x18,target.hotplug=off,address.type=pci,"
        "address.bus=0,address.slot=0x18,address.function=0",
        "pci,model=pcie-expander-bus,target.busNr=252,target.node=0",
        "pci,model=pcie-switch-upstream-port",
    ],
    "network": [
        "none",
        "user",
        "network=default,model=virtio,mac=52:54:00:12:34:56,driver.name=vhost,driver.queues=4",
        "bridge=br0,model=e1000e,link.state=down,mtu.size=9000",
        "bridge=ovsbr,virtualport.type=openvswitch,virtualport.parameters.interfaceid=09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f",
        "type=direct,source=eth5,source.mode=vepa,target.dev=mytap12,virtualport.type=802.1Qbg,"
        "virtualport.parameters.managerid=12,virtualport.parameters.typeid=1193046,"
        "virtualport.parameters.typeidversion=1,"
        "virtualport.parameters.instanceid=09b11c53-8b5c-4eeb-8f00-d84eaa0aaa3b",
        "type=vhostuser,source.type=unix,source.path=/var/run/vhost.sock,source.mode=server,model=virtio",
        "type=ethernet,target.dev=tap7,rom.bar=off",
        "network=default,filterref.filter=clean-traffic,trustGuestRxFilters=yes",
    ],
    "graphics": [
        "none",
        "vnc,listen=0.0.0.0,port=5950,keymap=ja,password=secret,passwordValidTo=2030-04-09T15:51:00",
        "vnc,listens0.type=socket,listens0.socket=/run/vnc.sock",
        "spice,gl.enable=yes,listen=none,gl.rendernode=/dev/dri/renderD128",
        "spice,port=5950,tlsPort=5950,listen=::,image.compression=glz,streaming.mode=filter,clipboard.copypaste=yes,"
        "mouse.mode=client,filetransfer.enable=no,zlib.compression=auto",
        "sdl",
        "egl-headless",
    ],
    "video": [
        "none",
        "qxl,model.heads=2,model.ram=65536,model.vram=65536,model.vgamem=16384",
        "virtio,model.acceleration.accel3d=yes",
        "vga",
        "bochs",
        "ramfb",
    ],
    "sound": ["ich9", "ac97", "usb", "hda,codec0.type=micro,codec1.type=duplex,audio.id=1"],
    "audio": ["type=none,id=1"],
    "watchdog": ["default", "ib700,action=pause", "i6300esb,action=poweroff", "model=diag288"],
    "memballoon": ["virtio,autodeflate=on,stats.period=10,freePageReporting=on", "none"],
    "rng": [
        "/dev/urandom,model=virtio,rate.bytes=4321,rate.period=12",
        "type=egd,backend.type=tcp,backend.source.mode=connect,backend.source.host=127.0.0.1,backend.source.service=8000",
        "backend.model=builtin,model=virtio-non-transitional",
    ],
    "tpm": [
        "none",
        "/dev/tpm0",
        "emulator,model=tpm-crb,version=2.0,backend.encryption.secret=11111111-1111-1111-1111-111111111111,"
        "backend.persistent_state=yes",
        "backend.type=emulator,model=tpm-spapr",
    ],
    "panic": ["default", "isa,address.type=isa,address.iobase=0x505", "hyperv"],
    "shmem": [
        "my_shmem0,role=peer,model.type=ivshmem-plain,size=4,size.unit=M",
        "my_shmem1,model.type=ivshmem-doorbell,server.path=/tmp/socket-shmem,msi.vectors=32,msi.ioeventfd=on",
    ],
    "vsock": ["model=virtio,cid.auto=no,cid.address=17", "cid.auto=yes"],
    "iommu": ["model=intel,driver.aw_bits=48,driver.caching_mode=on,driver.eim=on,driver.intremap=on,driver.iotlb=off",
              "model=smmuv3"],
    "filesystem": [
        "/source,/target",
        "template,source.name=tmpl,target.dir=/target,type=template",
        "type=mount,accessmode=passthrough,driver.type=virtiofs,driver.queue=1024,source.dir=/source,target.dir=tag,"
        "binary.path=/usr/libexec/virtiofsd,binary.xattr=on,binary.cache.mode=always,binary.lock.posix=off",
        "type=ram,source.usage=1024,source.units=MiB,target=/target",
        "source.dir=/source,target.dir=tag,accessmode=mapped,readonly=on,space_hard_limit=1234,multidevs=remap,"
        "fmode=0123,dmode=0345",
    ],
    "redirdev": ["default", "usb,type=tcp,server=localhost:4000", "usb,type=spicevmc"],
    "smartcard": ["passthrough,type=spicevmc", "mode=host",
                  "mode=host-certificates,certificate0=cert1,certificate1=cert2,certificate2=cert3"],
    "serial": [
        "pty",
        "file,path=/var/log/guest.log",
        "tcp,host=:2222,mode=bind,protocol=telnet",
        "unix,path=/tmp/guest.sock,mode=bind,log.file=/var/log/guest.log,log.append=yes",
        "udp,host=0.0.0.0:4567,bind_host=127.0.0.1:1234",
        "pty,target.model.name=16550a,target.type=isa-serial,target.port=1",
        "type=null",
        "vc",
    ],
    "parallel": ["udp,host=0.0.0.0:4567,bind_host=127.0.0.1:1234", "pty", "dev,path=/dev/parport0"],
    "console": ["pty,target.type=virtio", "pty,target.type=serial", "pty,target.type=sclp"],
    "channel": [
        "unix,target.type=virtio,name=org.qemu.guest_agent.0",
        "unix,path=/tmp/foo.sock,mode=bind,target.type=guestfwd,target.address=10.0.2.1:4600",
        "spicevmc",
        "spiceport,target.type=virtio,target.name=org.spice-space.webdav.0,source.channel=org.spice-space.webdav.0",
        "qemu-vdagent,source.clipboard.copypaste=on,source.mouse.mode=client,target.type=virtio,"
        "target.name=com.redhat.spice.0",
    ],
    "input": [
        "type=mouse,bus=ps2",
        "type=keyboard,bus=usb",
        "tablet,bus=virtio,model=virtio-non-transitional",
        "type=passthrough,bus=virtio,source.evdev=/dev/input/event1234",
        "type=evdev,source.dev=/dev/input/event1234,source.repeat=on,source.grab=all,source.grabToggle=ctrl-ctrl",
    ],
    "memdev": [
        "dimm,access=private,target.size=512,target.node=0,source.pagesize=4,source.nodemask=1-2",
        "nvdimm,source.path=/path/to/nvdimm,target.size=512,target.node=0,target.label_size=128,alias.name=mymemdev3,"
        "address.type=dimm,address.base=0x100000000,address.slot=1,source.pmem=on,source.alignsize=2048,"
        "target.readonly=on",
        "model=virtio-mem,target.node=0,target.block=2048,target.size=8192,target.requested=4096",
        "model=virtio-pmem,source.path=/tmp/virtio_pmem,target.size=524288",
    ],
}

# What concerns the domain as a whole.
SETTINGS = {
    "memory": ["hugepages=on,memory=512,maxmemory=1024", "maxMemory=4096,maxMemory.slots=8,currentMemory=1024"],
    "vcpus": [
        "4,maxvcpus=8,cpuset=0-3,sockets=2,cores=4,threads=1",
        "vcpus=4,vcpu.placement=static,vcpus.vcpu0.id=0,vcpus.vcpu0.enabled=yes,vcpus.vcpu0.hotpluggable=no,"
        "vcpus.vcpu0.order=1",
    ],
    "cpu": [
        "none", "host-passthrough", "host-model", "qemu64,+vmx,-svm,require=x2apic,forbid=sse",
        "host-passthrough,check=none,migratable=off,topology.sockets=1,topology.cores=4,topology.threads=1",
        "cell0.memory=1234,cell0.cpus=0-1,cell0.distances.sibling0.id=0,cell0.distances.sibling0.value=10,"
        "cell1.memory=5678,cell1.cpus=2-3,cell1.memAccess=shared,numa.interconnects.latency0.initiator=0,"
        "numa.interconnects.latency0.target=1,numa.interconnects.latency0.type=access,"
        "numa.interconnects.latency0.value=5",
    ],
    "cputune": ["vcpupin0.vcpu=0,vcpupin0.cpuset=0-3,emulatorpin.cpuset=1-3,shares=2048,period=1000000,quota=-1"],
    "numatune": ["1-3,4,mode=strict,memnode0.cellid=1,memnode0.mode=strict,memnode0.nodeset=2"],
    "memtune": ["hard_limit=10,soft_limit=20,swap_hard_limit=30"],
    "blkiotune": ["weight=100,device0.path=/dev/sda,device0.weight=200,device1.path=/dev/sdb,device1.read_bytes_sec=1000"],
    "memorybacking": [
        "hugepages=on,hugepages.page0.size=12,hugepages.page0.unit=M,nosharepages=yes,locked=yes,discard=yes,"
        "access.mode=shared,source.type=memfd,allocation.mode=immediate",
    ],
    "iothreads": [
        "2", "iothreads=3,iothreadids.iothread0.id=1,iothreadids.iothread1.id=5,iothreadids.iothread1.thread_pool_min=8",
    ],
    "boot": [
        "cdrom,fd,hd,network,menu=on,useserial=on,rebootTimeout=4",
        "uefi",
        "firmware=efi,firmware.feature0.name=secure-boot,firmware.feature0.enabled=no",
        "loader=/usr/share/OVMF/OVMF_CODE.secboot.fd,loader.readonly=yes,loader.type=pflash,loader.secure=yes,"
        "nvram.template=/usr/share/OVMF/OVMF_VARS.fd",
        "kernel=/srv/vmlinuz,initrd=/srv/initrd,kernel_args='root=/dev/vda console=ttyS0'",
        "smbios.mode=sysinfo,acpi.table=/etc/acpi.dat,acpi.table.type=slic",
        "emulator=/opt/qemu/bin/qemu-system-x86_64",
    ],
    "features": [
        "acpi=off,apic.eoi=off,pae=on,privnet=on,hap=on,pmu.state=on,hyperv.vapic.state=on,"
        "hyperv.relaxed.state=on,hyperv.spinlocks.state=on,hyperv.spinlocks.retries=8191,kvm.hidden.state=on,smm.state=on,"
        "vmcoreinfo.state=on,ioapic.driver=qemu,vmport.state=off",
    ],
    "clock": ["offset=localtime,hpet_present=no,timer0.name=tsc,timer0.mode=native,timer0.frequency=3504000000"],
    "pm": ["suspend_to_mem.enabled=yes,suspend_to_disk.enabled=no"],
    "events": ["on_poweroff=destroy,on_reboot=restart,on_crash=preserve,on_lockfailure=ignore"],
    "resource": ["partition=/machine/production,fibrechannel.appid=myapplication"],
    "sysinfo": [
        "bios.vendor=Vendor & Sons,bios.version=1.2.3,system.manufacturer=Cloud,system.serial=4b20d080,"
        "baseBoard.product=Board,chassis.asset=17,oemStrings.entry0=one,oemStrings.entry1=two <2>",
        "type=fwcfg,entry0.name=opt/com.example/x,entry0.file=/etc/fw",
    ],
    "seclabel": ["type=dynamic,model=selinux,relabel=yes,baselabel=system_u:object_r:some_label:s0",
                 "type=static,model=dac,label=+1000:+1000,relabel=no"],
    "metadata": [
        "title=A guest <of mine>,description='Two words, and \"quotes\" & more',uuid=12345678-12f4-1234-1234-123456789aff,"
        "genid=7352461d-77ec-4fe6-88da-e32d905a821f",
    ],
    "qemu-commandline": [
        "-device foo,id=bar",
        "'-device vfio-pci,addr=05.0,sysfsdev=/sys/class/mdev_bus/0000:00:02.0/f321853c -display gtk,gl=on'",
        "env=DISPLAY=:0.1",
        "args='-device nvme,id=nvme0,serial=mine,addr=0x10 -device nvme-ns,drive=d,bus=nvme0'",
    ],
    "xml": ["./metadata/record/@of=me", "xpath.set=./@foo,xpath.value=bar", "xpath.delete=./devices/*"],
}

# Elements that the options above don't make without the devices of a host.
ELEMENTS = {
    "hostdev_pci": ["@mode=subsystem", "@type=pci", "@managed=yes", "driver/@name=vfio", "source/address/@domain=0x0000",
                    "source/address/@bus=0x06", "source/address/@slot=0x12", "source/address/@function=0x5"],
    "hostdev_usb": ["@mode=subsystem", "@type=usb", "source/vendor/@id=0x04b3", "source/product/@id=0x4485"],
    "hostdev_scsi": ["@mode=subsystem", "@type=scsi", "@sgio=unfiltered", "source/adapter/@name=scsi_host2",
                     "source/address/@bus=0", "source/address/@target=5", "source/address/@unit=0"],
    "hostdev_scsi_host": ["@mode=subsystem", "@type=scsi_host", "source/@protocol=vhost",
                          "source/@wwpn=naa.5123456789abcde0"],
    "hostdev_mdev": ["@mode=subsystem", "@type=mdev", "@model=vfio-pci",
                     "source/address/@uuid=4b20d080-1b54-4048-85b3-a6a62d165c01"],
    "hostdev_misc": ["@mode=capabilities", "@type=misc", "source/char=/dev/net/tun"],
    "lease": ["lockspace=somearea", "key=somekey", "target/@path=/some/lease/path", "target/@offset=1024"],
    "disk[2]_block": ["@type=block", "@device=disk", "driver/@name=qemu", "driver/@type=raw", "driver/@cache=none",
                      "driver/@io=native", "source/@dev=/dev/disk/by-id/lvm-guest", "target/@dev=vdb",
                      "target/@bus=virtio"],
    "disk[2]_lun": ["@type=block", "@device=lun", "driver/@name=qemu", "driver/@type=raw",
                    "source/@dev=/dev/disk/by-id/scsi-guest", "source/reservations/@managed=no",
                    "source/reservations/source/@type=unix", "source/reservations/source/@path=/var/run/pr.sock",
                    "source/reservations/source/@mode=client", "target/@dev=sda", "target/@bus=scsi"],
    "disk[2]_volume": ["@type=volume", "@device=disk", "source/@pool=pool", "source/@volume=volume", "target/@dev=vdb"],
    "hub": ["@type=usb"],
    "crypto": ["@model=virtio", "@type=qemu", "backend/@model=builtin", "backend/@queues=1"],
}

# Many at once, by their places above.
TOGETHER = {
    "server": ["disk 1", "controller 4", "network 2", "graphics 1", "video 3", "rng 0", "memballoon 0", "watchdog 2",
               "panic 1", "vsock 0", "tpm 2", "iommu 0", "channel 0", "serial 3", "shmem 0", "cputune 0", "memorybacking 0"],
    "desktop": ["controller 3", "sound 0", "video 1", "graphics 4", "smartcard 0", "redirdev 0", "input 1", "input 2",
                "channel 2", "channel 3", "filesystem 4", "tpm 2", "parallel 1", "console 0", "features 0", "clock 0"],
    "storage": ["disk 1", "disk 2", "disk 3", "disk 5", "disk 7", "disk 8", "disk 9", "disk 13", "disk 15", "disk 16",
                "disk 17", "controller 4", "controller 5", "iothreads 1"],
    "own": ["qemu-commandline 0", "qemu-commandline 1", "qemu-commandline 2", "qemu-commandline 3", "sysinfo 0",
            "metadata 0", "resource 0", "seclabel 0", "xml 0"],
}


class Refused(Exception):
    """What virt-install says where it makes no document."""


class Writer:
    """Documents into a folder, those that differ in the operating system's name alone once."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.known: set[str] = set()

    def write(self, name: str, document: str) -> bool:
        alike = re.sub(r'<libosinfo:os id="[^"]*"/>', "", document)
        if alike in self.known:
            return False
        self.known.add(alike)
        number = len(self.known)
        readable = re.sub(r"[^A-Za-z0-9._=+-]+", "_", name)[:120]
        (self.folder / f"{number:04}-{readable}.xml").write_text(document, encoding="utf-8")
        return True


def run(main: Callable[..., int], connection: object, arguments: list[str], document: str = "") -> str:
    """What a program prints that is given arguments, and a document on standard input."""
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["virt-install", *arguments]
    sys.stdin = io.StringIO(document)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(conn=connection)
    except SystemExit as end:
        status = end.code
    except Exception as error:
        raise Refused(f"{' '.join(arguments)}: {error!r}") from error
    if status:
        raise Refused(f"{' '.join(arguments)}: {err.getvalue().strip()}")
    return out.getvalue()


def virt_install(connection: object, *arguments: str) -> str:
    fixed = ["--name", "guest", "--memory", "2048", "--print-xml", "--noautoconsole", "--check", "all=off"]
    if "--container" not in arguments and not any("kernel=" in word for word in arguments):
        fixed.append("--import")
    return run(virtinstall.main, connection, [*fixed, *arguments])


def main(domain: str, folder: str) -> None:
    connection = cli.getConnection(CONNECTION)
    writer = Writer(pathlib.Path(folder))
    kinds = []
    for system in sorted(OSDB.list_os(), key=lambda system: system.name):
        if writer.write(f"osinfo={system.name}", virt_install(connection, *DISK, "--osinfo", system.name)):
            kinds.append(system.name)
    for name, machine in MACHINES.items():
        for system_name in kinds if name in ("pc", "aarch64-virt") else OLD_AND_NEW:
            disk = [] if name == "lxc" else DISK
            writer.write(f"{name} osinfo={system_name}", virt_install(connection, *machine, *disk, "--osinfo", system_name))
    usual = [*DISK, "--osinfo", "debian11"]
    every = DEVICES | SETTINGS
    for option, values in every.items():
        for value in values:
            writer.write(f"{option} {value}", virt_install(connection, *usual, f"--{option}={value}"))
    for name, parts in ELEMENTS.items():
        element = name.partition("_")[0]
        xml = [word for part in parts for word in ("--xml", f"./devices/{element}/{part}")]
        writer.write(name, virt_install(connection, *usual, *xml))
    for name, places in TOGETHER.items():
        chosen = [(option, every[option][int(place)]) for option, place in map(str.split, places)]
        words = [f"--{option}={value}" for option, value in chosen]
        for machine_name in ("q35", "pc"):
            writer.write(f"{name} {machine_name}", virt_install(connection, *MACHINES[machine_name], *usual, *words))
    of_libvirt = pathlib.Path(domain).read_text(encoding="utf-8")
    for option, values in DEVICES.items():
        for value in values:
            added = run(virtxml.main, connection, ["--add-device", f"--{option}={value}"], of_libvirt)
            writer.write(f"virt-xml {option} {value}", added)


if __name__ == "__main__":
    main(*sys.argv[1:])

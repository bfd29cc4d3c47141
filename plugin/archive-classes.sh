#!/bin/sh
# Makes the class data archive that bin/virt-zoned starts faster with: runs the built jar once, noting what the JVM loads,
# and has the JVM dump that. It is a static archive, since a dynamic one takes no classes as old as picocli's. Called by
# Maven after the jar is packaged. Without an archive the program is as good, and slower to start.
# Usage: archive-classes.sh JAVA JAR ARCHIVE
set -eu
java=$1 jar=$2 archive=$3

load_classes() {
  "$java" -XX:DumpLoadedClassList="$archive.classes" -XX:+UseSerialGC -Xlog:disable -jar "$jar" filter \
    --nvme-zns /n.raw,size=1G,zone-size=16M --virtio-scsi /dev/sdz --vhost-scsi zbc:/z.raw,size=1G,zone-size=16M
}

rm -f "$archive"
load_classes > /dev/null << 'DOMAIN' &&
<domain type='kvm'>
  <name>training</name>
  <uuid>6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11</uuid>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices/>
</domain>
DOMAIN
  "$java" -Xshare:dump -XX:SharedClassListFile="$archive.classes" -XX:SharedArchiveFile="$archive" -XX:+UseSerialGC \
    -Xlog:disable -cp "$jar" > /dev/null || echo "No class data archive: $java cannot make one." >&2
rm -f "$archive.classes"

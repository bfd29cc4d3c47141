package org.virtzoned.it.guest;

import com.fasterxml.jackson.annotation.JsonFormat;

/** A zone as a guest's kernel reports it; places and lengths in sectors of 512 bytes, counted from the disk's start. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record GuestZone(
        long startSectors512,
        long lengthSectors512,
        long capacitySectors512,
        long writePointerSectors512,
        String condition,
        String type) {}

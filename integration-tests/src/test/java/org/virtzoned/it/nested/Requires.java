package org.virtzoned.it.nested;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a scenario requires of the nested host. What of it isn't there makes the scenario fail, and is named, all at once. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Requires {
    /** {@code module NAME}, {@code program NAME}, {@code kernel VERSION} or {@code qemu VERSION} (that or newer). */
    String[] value();
}

package org.virtzoned.it.nested;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios of a class run on one nested host, which boots once for all of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("nested-host")
@ExtendWith(NestedHostExtension.class)
@interface OnSuite {
    Suite value();
}

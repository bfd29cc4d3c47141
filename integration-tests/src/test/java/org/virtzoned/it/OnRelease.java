package org.virtzoned.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The {@link PrivateLibvirt} of a class' tests is that of a release. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("release")
@ExtendWith(LibvirtExtension.class)
@interface OnRelease {
    Release value();
}

package org.virtzoned.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The domain templates: {@code NAME.xml}, of the form that {@link Template} describes. */
public final class Templates {
    private static final List<String> BUILT_IN = List.of("minimal", "kernel-dev", "server", "cloud");

    private final Catalog catalog;

    public Templates() {
        this(Catalog.folders("templates"));
    }

    Templates(List<Path> folders) {
        this.catalog = new Catalog("template", "", ".xml", folders, BUILT_IN);
    }

    /** All names, with where each template is: a path, or {@code built-in}. */
    public Map<String, String> names() {
        return catalog.names();
    }

    /**
     * The template of that name.
     *
     * @throws TemplateException if there is no template of that name, or it cannot be read
     */
    public Template get(String name) {
        return Template.parse(name, catalog.read(name));
    }
}

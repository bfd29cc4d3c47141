package org.virtzoned.zonemap;

import org.virtzoned.zone.ZoneCondition;

/** The classes of a picture's elements, in CSS. */
final class PictureStyle {
    private static final String COMMON = """

            .paper{fill:#ffffff}
            .name{font-family:sans-serif;font-size:24px;font-weight:bold;fill:#1c2024}
            .fact{font-family:sans-serif;font-size:14px;fill:#2b3036}
            .row{font-family:sans-serif;font-size:12px;fill:#5a636c}
            .left{text-anchor:end}
            .gap{fill:none;stroke:#ffffff;pointer-events:none}
            .mark{fill:none;stroke:#ffffff;stroke-width:.1;pointer-events:none}
            .ring{fill:none;stroke:#000000;pointer-events:none}
            """;

    private PictureStyle() {}

    static String css() {
        StringBuilder css = new StringBuilder(COMMON);
        for (ZoneCondition condition : ZoneCondition.values()) {
            Swatch swatch = Swatch.of(condition);
            rule(css, swatch.name(), swatch.base());
            if (swatch.showsFill()) {
                rule(css, swatch.writtenName(), swatch.written());
            }
        }
        return css.toString();
    }

    private static void rule(StringBuilder css, String name, String fill) {
        css.append('.').append(name).append("{fill:").append(fill).append("}\n");
    }
}

package org.virtzoned.zonemap;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.virtzoned.zone.DeviceZones;

/** A picture of zones as SVG and, drawn by JSVG, in pixels; below {@code target} for people to look at. */
record Rendered(String svg, BufferedImage image) {
    private static final Path FOLDER = Path.of("target/zone-pictures");

    private static final LoaderContext WITHOUT_LIMITS = LoaderContext.builder()
            .documentLimits(new DocumentLimits(
                    DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                    DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
                    Integer.MAX_VALUE))
            .build();

    static Rendered of(String name, DeviceZones zones) {
        try {
            Path file = Files.createDirectories(FOLDER).resolve(name + ".svg");
            try (Writer out = Files.newBufferedWriter(file)) {
                ZonePicture.write(zones, out);
            }
            SVGDocument document = Optional.ofNullable(
                            new SVGLoader().load(file.toUri().toURL(), WITHOUT_LIMITS))
                    .orElseThrow();
            BufferedImage image = draw(document);
            ImageIO.write(image, "png", FOLDER.resolve(name + ".png").toFile());
            return new Rendered(Files.readString(file), image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code #rrggbb}. */
    String colour(double x, double y) {
        return String.format(Locale.ROOT, "#%06x", image.getRGB((int) x, (int) y) & 0xff_ffff);
    }

    private static BufferedImage draw(SVGDocument document) {
        BufferedImage image = new BufferedImage(
                (int) document.size().width, (int) document.size().height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        document.render(null, graphics);
        graphics.dispose();
        return image;
    }
}

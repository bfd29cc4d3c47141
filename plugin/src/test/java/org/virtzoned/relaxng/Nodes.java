package org.virtzoned.relaxng;

import java.util.List;

/** The patterns of RELAX NG that elements, attributes and text match. */
final class Nodes {
    private Nodes() {}

    /** {@code <element>}. */
    record ElementPattern(NameClass name, Pattern content) implements Pattern {
        @Override
        public int cost() {
            return Math.min(IMPOSSIBLE, 1 + content.cost());
        }

        @Override
        public void generate(Content parent) {
            parent.element(name, content);
        }

        @Override
        public List<Pattern> parts() {
            return List.of();
        }
    }

    /** {@code <attribute>}. */
    record AttributePattern(NameClass name, Pattern value) implements Pattern {
        @Override
        public int cost() {
            return value.cost();
        }

        @Override
        public void generate(Content content) {
            content.attribute(name, value);
        }

        @Override
        public List<Pattern> parts() {
            return List.of();
        }
    }

    /** {@code <value>}: this text. */
    record Value(String text) implements Pattern {
        @Override
        public int cost() {
            return 0;
        }

        @Override
        public void generate(Content content) {
            content.text(text);
        }

        @Override
        public List<Pattern> parts() {
            return List.of();
        }
    }

    /** {@code <text>}: any text. */
    record Text() implements Pattern {
        @Override
        public int cost() {
            return 0;
        }

        @Override
        public void generate(Content content) {
            content.text(AnyText.of(content.choices()));
        }

        @Override
        public List<Pattern> parts() {
            return List.of();
        }
    }

    /** {@code <data>}: text of a type. */
    record Data(DataType type) implements Pattern {
        @Override
        public int cost() {
            return 0;
        }

        @Override
        public void generate(Content content) {
            content.text(type.literal(content.choices()));
        }

        @Override
        public List<Pattern> parts() {
            return List.of();
        }
    }
}

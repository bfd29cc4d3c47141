package org.virtzoned.relaxng;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The patterns of RELAX NG that combine others (RELAX NG specification, section 4). */
final class Patterns {
    private Patterns() {}

    /** {@code <group>}: all, in order. */
    record Group(List<Pattern> parts) implements Pattern {
        @Override
        public int cost() {
            return Math.min(IMPOSSIBLE, parts.stream().mapToInt(Pattern::cost).sum());
        }

        @Override
        public void generate(Content content) {
            parts.forEach(part -> part.generate(content));
        }
    }

    /** {@code <interleave>}: all, each in its order, mixed. */
    record Interleave(List<Pattern> parts) implements Pattern {
        @Override
        public int cost() {
            return Math.min(IMPOSSIBLE, parts.stream().mapToInt(Pattern::cost).sum());
        }

        @Override
        public void generate(Content content) {
            content.mix(parts.stream().map(content::beside).toList());
        }
    }

    /** {@code <choice>}: one of all; the one that takes least is the first. */
    static final class Choice implements Pattern {
        private final List<Pattern> alternatives;
        private List<Pattern> possible;

        Choice(List<Pattern> alternatives) {
            this.alternatives = List.copyOf(alternatives);
        }

        @Override
        public int cost() {
            return alternatives.stream().mapToInt(Pattern::cost).min().orElse(IMPOSSIBLE);
        }

        @Override
        public void generate(Content content) {
            if (possible == null) {
                possible = new ArrayList<>(alternatives);
                possible.removeIf(alternative -> !alternative.isPossible());
                possible.sort(Comparator.comparing(Pattern::cost));
            }
            content.oneOf(possible).generate(content);
        }

        @Override
        public List<Pattern> parts() {
            return alternatives;
        }
    }

    /** {@code <optional>}, {@code <zeroOrMore>} and {@code <oneOrMore>}: the same several times. */
    record Repetition(Pattern pattern, int least, boolean many) implements Pattern {
        @Override
        public int cost() {
            return least == 0 ? 0 : pattern.cost();
        }

        @Override
        public void generate(Content content) {
            int count = pattern.isPossible() ? content.count(least, many) : least;
            for (int i = 0; i < count; i++) {
                pattern.generate(content);
            }
        }

        @Override
        public List<Pattern> parts() {
            return List.of(pattern);
        }
    }

    /** {@code <ref>}: a pattern that has a name. */
    static final class Reference implements Pattern {
        private final Supplier<Pattern> target;
        private int cost = IMPOSSIBLE;

        Reference(Supplier<Pattern> target) {
            this.target = target;
        }

        /** Patterns may refer to themselves: the cost is found by asking until it stays. */
        boolean settle() {
            int before = cost;
            cost = target.get().cost();
            return cost == before;
        }

        @Override
        public int cost() {
            return cost;
        }

        @Override
        public void generate(Content content) {
            target.get().generate(content);
        }

        @Override
        public List<Pattern> parts() {
            return List.of(target.get());
        }
    }

    /** {@code <empty>}: nothing. */
    record Empty() implements Pattern {
        @Override
        public int cost() {
            return 0;
        }

        @Override
        public void generate(Content content) {
            // Nothing matches it, and nothing else does.
        }

        @Override
        public List<Pattern> parts() {
            return List.of();
        }
    }

    /** {@code <notAllowed>}: matched by nothing, not even by nothing. */
    record NotAllowed() implements Pattern {
        @Override
        public int cost() {
            return IMPOSSIBLE;
        }

        @Override
        public void generate(Content content) {
            throw new IllegalStateException("nothing matches it");
        }

        @Override
        public List<Pattern> parts() {
            return List.of();
        }
    }
}

package org.virtzoned.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one is closest to. */
public final class Spelling {
    /** Shorter beginnings say too little of what was meant. */
    private static final int SHORTEST_BEGINNING = 3;

    private Spelling() {}

    /**
     * The known word that is closest to another one.
     *
     * @return empty if none is close: a third of its characters may differ, or the word may be its beginning
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String typed = word.strip().toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(typed, candidate) <= (candidate.length() + 2) / 3)
                .min(Comparator.comparingInt((String candidate) -> distance(typed, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> typed.length() < SHORTEST_BEGINNING
                        ? Optional.empty()
                        : known.stream()
                                .filter(candidate -> candidate.startsWith(typed))
                                .min(Comparator.naturalOrder()));
    }

    /** A question for the remedy of an unknown word, with a blank behind it; empty if no known word is close. */
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known)
                .map(candidate -> "Did you mean '" + candidate + "'? ")
                .orElse("");
    }

    /** Characters inserted, deleted, replaced or swapped with the next (optimal string alignment). */
    private static int distance(String one, String other) {
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : distance(one, other, distances, i, j);
            }
        }
        return distances[one.length()][other.length()];
    }

    private static int distance(String one, String other, int[][] distances, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}

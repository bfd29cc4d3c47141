package org.virtzoned.relaxng;

import java.util.Random;

/**
 * A generator's decisions, taken from a list of numbers; where that ends, 0 for each.
 *
 * <p>Generators let 0 mean the first and smallest, so that a shorter list makes a smaller document. That is how failing
 * documents are shrunk.
 */
public final class Choices extends Random {
    private static final long serialVersionUID = 1L;

    private final int[] values;
    private int position;

    public Choices(int... values) {
        super(0);
        this.values = values.clone();
    }

    /** As many decisions as asked for, from a seed. */
    public static Choices random(long seed, int count) {
        return new Choices(new Random(seed).ints(count).toArray());
    }

    /** One of some: the first where the list has ended. */
    @SafeVarargs
    public final <T> T of(T... values) {
        return values[nextInt(values.length)];
    }

    /** Yes in so many per cent of all cases; no where the list has ended. */
    public boolean chance(int percent) {
        return nextInt(100) >= 100 - percent;
    }

    @Override
    protected int next(int bits) {
        return position < values.length ? values[position++] >>> (Integer.SIZE - bits) : 0;
    }
}

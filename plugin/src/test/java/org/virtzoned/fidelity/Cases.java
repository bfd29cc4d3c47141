package org.virtzoned.fidelity;

import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;
import org.virtzoned.relaxng.Choices;
import org.w3c.dom.Document;

/** Generated cases, for every property that takes one: jqwik finds this class by {@code META-INF/services}. */
public final class Cases implements ArbitraryProvider {
    /** A few hundred make a small domain, most of these a large one. */
    private static final int MOST_OF_DOMAIN = 1_200;

    private static final int MOST_OF_TEXT = 1_500;
    private static final int MOST_OF_DEVICES = 600;

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return type.isOfType(FidelityCase.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        return Set.of(of(GeneratedDomain::of));
    }

    /** Cases of domains that a generator makes. */
    static Arbitrary<FidelityCase> of(Function<Choices, Document> domains) {
        return Combinators.combine(choices(MOST_OF_DOMAIN), choices(MOST_OF_TEXT), choices(MOST_OF_DEVICES))
                .as((ofDomain, ofText, ofDevices) -> FidelityCase.of(
                        domains.apply(new Choices(ofDomain)), new Choices(ofText), new Choices(ofDevices)));
    }

    /** Decisions for a generator: as many as that, or fewer. */
    private static Arbitrary<int[]> choices(int most) {
        return Arbitraries.integers()
                .withDistribution(RandomDistribution.uniform())
                .array(int[].class)
                .ofMaxSize(most)
                .withSizeDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
    }
}

package org.virtzoned.it.nested;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.virtzoned.it.CommandResult;
import org.virtzoned.it.Needs;

/**
 * Gives scenarios their suite's {@link NestedHost}, which ends after the last of them. Before each it sees that what the
 * scenario requires is there; after each it takes away what the scenario made, so that the next begins with a clean host.
 */
final class NestedHostExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(NestedHostExtension.class);

    private static final String BEGIN = "begin";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == NestedHost.class;
    }

    @Override
    public NestedHost resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return host(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(BEGIN, Instant.now());
        Requires requires = context.getRequiredTestMethod().getAnnotation(Requires.class);
        if (requires == null) {
            return;
        }
        CommandResult unmet = host(context).rig("requires", requires.value());
        if (unmet.status() != 0) {
            throw new IllegalStateException(
                    "The nested host does not meet what the scenario requires:\n" + unmet.out() + unmet.err());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        NestedHost host = host(context);
        long seconds = Duration.between(begin(context), Instant.now()).toSeconds();
        System.out.println("On the nested host " + host.suite().suiteName() + " for " + seconds + " s: "
                + context.getDisplayName());
        context.getExecutionException().ifPresent(failure -> {
            String folder = "logs/" + context.getRequiredTestMethod().getName();
            host.rig("collect", "/share/" + folder);
            System.err.println("What was collected of the failed scenario '" + context.getDisplayName() + "' is in "
                    + host.shared(folder) + ".\n" + failure + "\n" + host.consoleTail());
        });
        host.rig("clean").succeeds();
    }

    private static Instant begin(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(BEGIN, Instant.class);
    }

    private static NestedHost host(ExtensionContext context) {
        Suite suite =
                context.getRequiredTestClass().getAnnotation(OnSuite.class).value();
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(suite, type -> Boot.of(suite), Boot.class)
                .host();
    }

    /** One boot for all: a host that did not come up is not tried again. */
    private record Boot(NestedHost up, IllegalStateException failure) implements AutoCloseable {
        static Boot of(Suite suite) {
            try {
                Needs.require("boot the nested host " + suite.suiteName(), NestedHost.missing(suite));
                return new Boot(NestedHost.boot(suite), null);
            } catch (IllegalStateException e) {
                return new Boot(null, e);
            }
        }

        NestedHost host() {
            if (failure != null) {
                throw failure;
            }
            return up;
        }

        @Override
        public void close() {
            if (up != null) {
                up.close();
            }
        }
    }
}

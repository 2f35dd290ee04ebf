package io.parley.system.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one standalone server of a kind per run of the tests, and gives each story its {@link Parley}. */
final class SharedServer implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(Parley.class) || type.equals(OutlivingServer.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store ofRun = context.getRoot().getStore(HERE);
        if (parameter.getParameter().getType().equals(OutlivingServer.class)) {
            return ofRun.computeIfAbsent(
                    OutlivingServer.class, unused -> OutlivingServer.start(directory()), OutlivingServer.class);
        }
        Standalone server = ofRun.computeIfAbsent(Standalone.class, unused -> start(), Standalone.class);
        Store ofStory = context.getStore(HERE);
        return ofStory.computeIfAbsent(Parley.class, unused -> new Parley(server.base()), Parley.class);
    }

    private static Standalone start() {
        return Standalone.start(directory().resolve("home"));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "parley-");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

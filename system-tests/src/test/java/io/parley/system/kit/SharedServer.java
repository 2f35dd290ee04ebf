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

/** Starts one standalone server per run of the tests, and gives each story its {@link Parley}. */
final class SharedServer implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Parley.class);
    }

    @Override
    public Parley resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store ofRun = context.getRoot().getStore(HERE);
        Standalone server = ofRun.computeIfAbsent(Standalone.class, unused -> start(), Standalone.class);
        Store ofStory = context.getStore(HERE);
        return ofStory.computeIfAbsent(Parley.class, unused -> new Parley(server.base()), Parley.class);
    }

    private static Standalone start() {
        try {
            Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "parley-");
            return Standalone.start(directory.resolve("home"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

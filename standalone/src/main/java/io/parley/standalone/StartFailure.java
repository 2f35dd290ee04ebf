package io.parley.standalone;

import com.mongodb.MongoException;
import io.parley.embedded.StartRefused;
import io.parley.embedded.home.PortHolder;
import io.parley.engines.config.EngineUnavailable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** Why a start failed, in one sentence for the person who tried. */
final class StartFailure {
    private static final Pattern NAMES_OF_CLASSES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*: ");

    private StartFailure() {}

    static String sentence(Throwable failure) {
        return known(failure).orElseGet(() -> "Parley could not start: " + rootMessage(failure) + ".");
    }

    static String sentence(Throwable failure, Path log) {
        return known(failure)
                .orElseGet(() -> "Parley could not start: " + rootMessage(failure) + " — details are in " + log + ".");
    }

    private static Optional<String> known(Throwable failure) {
        return causes(failure).flatMap(cause -> explained(cause).stream()).findFirst();
    }

    private static Optional<String> explained(Throwable cause) {
        if (cause instanceof StartRefused refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
        if (cause instanceof EngineUnavailable missing) {
            return Optional.of(plain(missing.getMessage()) + " " + missing.remedy());
        }
        if (cause instanceof MongoException) {
            return Optional.of("MongoDB cannot be used: " + plain(firstClause(rootMessage(cause)))
                    + " Check that the server runs and that PARLEY_MONGO_URI names it.");
        }
        if (cause instanceof PortInUseException taken) {
            return Optional.of("Port " + taken.getPort() + " is already in use by " + PortHolder.of(taken.getPort())
                    + "; set PARLEY_HTTP_PORT to another one.");
        }
        return Optional.empty();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    /** Without the names of classes, and with its full stop. */
    private static String plain(@Nullable String message) {
        String words =
                NAMES_OF_CLASSES.matcher(String.valueOf(message)).replaceAll("").strip();
        return words.endsWith(".") ? words : words + ".";
    }

    /** What the driver adds to it, the state of every server, is for the log. */
    private static String firstClause(String message) {
        return message.replaceFirst("\\. Client view of cluster state.*", ".");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}

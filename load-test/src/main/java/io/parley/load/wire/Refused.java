package io.parley.load.wire;

import io.parley.client.Json;
import io.rsocket.exceptions.ApplicationErrorException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A request that the server refused, with the protocol's code. */
public final class Refused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    private Refused(String code, String sentence, Throwable cause) {
        super(code + ": " + sentence, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** The refusal that the error carries, or the error itself. */
    static Throwable of(Throwable error) {
        if (!(error instanceof ApplicationErrorException)) {
            return error;
        }
        try {
            JsonNode problem = Json.read(text(error.getMessage()));
            return new Refused(
                    problem.path("code").asString("?"), problem.path("message").asString(""), error);
        } catch (JacksonException notOfTheProtocol) {
            return error;
        }
    }

    /** The cause in a few words that are alike for alike causes. */
    public static String sentence(Throwable error) {
        Throwable cause = of(error);
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static String text(@Nullable String message) {
        return message == null ? "" : message;
    }
}

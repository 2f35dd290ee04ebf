package io.parley.edge.wire;

import io.parley.edge.problem.Refused;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says which field of a request could not be read, in words of ours: a parser's own words quote the input. */
final class Malformed {
    private Malformed() {}

    static Refusal noObject() {
        return Refused.malformed("The request must be one object with the fields of the protocol.");
    }

    static Refusal refusal(JacksonException error) {
        String field = path(error);
        Refusal checked = causeOf(error);
        if (checked != null) {
            return refused(field, checked.problem().message());
        }
        if (field.isEmpty()) {
            return error instanceof MismatchedInputException
                    ? noObject()
                    : Refused.malformed("The request is not well-formed; it must be one object and nothing after it.");
        }
        return refused(field, expectation(error));
    }

    private static Refusal refused(String field, String message) {
        return new Refused(Problem.ofField(ErrorCode.INVALID, field, message));
    }

    private static @Nullable Refusal causeOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    private static String expectation(JacksonException error) {
        if (error instanceof InputCoercionException) {
            return "This field must be a number in its range.";
        }
        Class<?> type = error instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return type == null ? "This field is not well-formed." : "This field must be " + described(type) + ".";
    }

    private static String described(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(" or "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number, written as a number";
        }
        return type == Boolean.class ? "true or false" : "a text of the form that the protocol gives";
    }

    private static String path(JacksonException error) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : error.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.substring(0, Math.min(path.length(), 200));
    }
}

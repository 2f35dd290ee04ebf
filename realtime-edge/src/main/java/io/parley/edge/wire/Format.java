package io.parley.edge.wire;

import io.parley.shared.json.ParleyJson;
import java.util.Optional;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The two forms of data on the wire; both with the same fields and the same strictness. */
public enum Format {
    JSON(ParleyJson.mapper()),
    CBOR(ParleyJson.strict(CBORMapper.builder())
            .addModule(new SimpleModule("texts").addDeserializer(String.class, new TextDeserializer()))
            .build());

    private static final MimeType APPLICATION_CBOR = new MimeType("application", "cbor");

    @SuppressWarnings("ImmutableEnumChecker") // A built mapper is immutable, only not annotated so.
    private final ObjectMapper mapper;

    Format(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public static Optional<Format> ofMimeType(String mimeType) {
        try {
            MimeType type = MimeTypeUtils.parseMimeType(mimeType);
            if (type.equalsTypeAndSubtype(MimeTypeUtils.APPLICATION_JSON)) {
                return Optional.of(JSON);
            }
            return type.equalsTypeAndSubtype(APPLICATION_CBOR) ? Optional.of(CBOR) : Optional.empty();
        } catch (InvalidMimeTypeException e) {
            return Optional.empty();
        }
    }

    /** Reads a request, or refuses it naming the field at fault. */
    public <T> T read(byte[] bytes, Class<T> type) {
        try {
            T value = mapper.readValue(bytes, type);
            if (value == null) {
                throw Malformed.noObject();
            }
            return value;
        } catch (JacksonException e) {
            throw Malformed.refusal(e);
        }
    }

    public byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    byte[] fromJson(byte[] json) {
        return mapper.writeValueAsBytes(JSON.mapper.readTree(json));
    }
}

package io.parley.shared.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * The mapper for everything that Parley stores or sends. Strict where a lenient reader would guess: a number sent as
 * text, a fraction where a whole number stands, a repeated field or anything after the value is an error. Fields that
 * are not known are skipped, so that older readers take newer messages.
 */
public final class ParleyJson {
    private static final JsonMapper MAPPER = strict(JsonMapper.builder()).build();

    private ParleyJson() {}

    /** The shared JSON mapper; safe for use by any thread. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** Gives a builder of any format (CBOR, say) the same strictness and the same forms. */
    public static <B extends MapperBuilder<?, B>> B strict(B builder) {
        return builder.addModule(new SimpleModule("parley")
                        .addSerializer(new MillisInstantSerializer())
                        .addDeserializer(Instant.class, new MillisInstantDeserializer()))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .changeDefaultPropertyInclusion(inclusion -> inclusion
                        .withValueInclusion(JsonInclude.Include.NON_NULL)
                        .withContentInclusion(JsonInclude.Include.ALWAYS));
    }
}

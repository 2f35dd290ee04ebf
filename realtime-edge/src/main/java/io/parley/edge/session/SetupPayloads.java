package io.parley.edge.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.parley.edge.problem.Refused;
import io.parley.edge.wire.Fields;
import io.parley.edge.wire.Format;
import io.parley.shared.Ids;
import io.parley.shared.refusal.Invalid;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.WellKnownAuthType;
import io.rsocket.metadata.WellKnownMimeType;
import org.jspecify.annotations.Nullable;

/** Reads SETUP, strictly. */
final class SetupPayloads {
    private static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();
    private static final String AUTHENTICATION = WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION.getString();
    private static final long PROTOCOL = 1;
    private static final int SHORTEST_INTERVAL_MILLIS = 100;

    private SetupPayloads() {}

    static Format format(ConnectionSetupPayload setup) {
        if (!COMPOSITE.equals(setup.metadataMimeType())) {
            throw Refused.malformed("SETUP must name " + COMPOSITE + " as its metadata MIME type.");
        }
        return Format.ofMimeType(setup.dataMimeType())
                .orElseThrow(() -> Refused.malformed(
                        "SETUP must name application/json or application/cbor as its data MIME type."));
    }

    /** The library acts at each interval that the client names: one of a millisecond would keep it busy. */
    static void requireKeepAlive(ConnectionSetupPayload setup) {
        int interval = setup.keepAliveInterval();
        if (interval != 0 && interval < SHORTEST_INTERVAL_MILLIS) {
            throw Refused.malformed(
                    "SETUP must name a KEEPALIVE interval of at least " + SHORTEST_INTERVAL_MILLIS + " ms.");
        }
    }

    static String deviceId(ConnectionSetupPayload setup, Format format) {
        SetupRequest request = format.read(ByteBufUtil.getBytes(setup.sliceData()), SetupRequest.class);
        if (Fields.required("protocol", request.protocol()) != PROTOCOL) {
            throw new Invalid("protocol", "This server speaks protocol 1.");
        }
        return Ids.checked("deviceId", Fields.required("deviceId", request.deviceId()));
    }

    static String token(ConnectionSetupPayload setup) {
        String token = setup.hasMetadata() ? bearer(setup.sliceMetadata()) : null;
        if (token == null || token.isBlank()) {
            throw Refused.unauthenticated(
                    "SETUP carries no token; send a bearer token in metadata " + AUTHENTICATION + ".");
        }
        return token;
    }

    private static @Nullable String bearer(ByteBuf metadata) {
        try {
            for (CompositeMetadata.Entry entry : new CompositeMetadata(metadata, false)) {
                if (AUTHENTICATION.equals(entry.getMimeType())) {
                    return bearerOf(entry.getContent());
                }
            }
            return null;
        } catch (RuntimeException e) {
            throw Refused.malformed("The metadata of SETUP is not well-formed composite metadata.");
        }
    }

    private static @Nullable String bearerOf(ByteBuf content) {
        boolean bearer = AuthMetadataCodec.isWellKnownAuthType(content)
                && AuthMetadataCodec.readWellKnownAuthType(content) == WellKnownAuthType.BEARER;
        return bearer ? new String(AuthMetadataCodec.readBearerTokenAsCharArray(content)) : null;
    }
}

package io.parley.edge.wire;

import org.jspecify.annotations.Nullable;

/** An envelope encoded once for all its recipients, or a page; CBOR is made of the JSON when the first device asks for it. */
public final class Encoded {
    private final byte[] json;
    private volatile byte @Nullable [] cbor;

    public Encoded(byte[] json) {
        this.json = json;
    }

    public static Encoded of(Object envelope) {
        return new Encoded(Format.JSON.write(envelope));
    }

    /** The shared bytes: never to be written to. */
    public byte[] as(Format format) {
        return format == Format.JSON ? json : cbor();
    }

    /** What holding it costs, in bytes. */
    public int size() {
        return json.length;
    }

    private byte[] cbor() {
        byte[] bytes = cbor;
        if (bytes == null) {
            // Two threads may both do this once; the results are equal.
            bytes = Format.CBOR.fromJson(json);
            cbor = bytes;
        }
        return bytes;
    }
}

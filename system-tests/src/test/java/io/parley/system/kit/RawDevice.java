package io.parley.system.kit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.KeepAliveFrameCodec;
import io.rsocket.frame.RequestStreamFrameCodec;
import io.rsocket.frame.SetupFrameCodec;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.DefaultPayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A device down to its bytes. It reads only when it is told to, and until then its socket takes next to nothing. */
public final class RawDevice implements AutoCloseable {
    private static final ByteBufAllocator BUFFERS = ByteBufAllocator.DEFAULT;
    private static final int RECEIVE_BUFFER = 16 * 1024;
    private static final int KEEPALIVE_MILLIS = 20_000;
    private static final int LIFETIME_MILLIS = 900_000;
    private static final int BINARY = 0x82;
    private static final int MASKED = 0x80;
    /** Where in a short frame of the server's the type of the RSocket frame stands: behind two bytes and the stream's id. */
    private static final int TYPE = 6;

    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    /** Connects and sends SETUP. */
    RawDevice(URI base, String token, String deviceId) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            in = socket.getInputStream();
            out = socket.getOutputStream();
            upgrade(base);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        write(setup(token, deviceId));
    }

    private void upgrade(URI base) throws IOException {
        String request = "GET /ws/connect HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (!answer.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No upgrade: " + answer.toString(StandardCharsets.US_ASCII));
            }
            answer.write(next);
        }
        if (!answer.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IOException("No upgrade: " + answer.toString(StandardCharsets.US_ASCII));
        }
    }

    /** Asks for its stream of events, and for all of it at once. */
    public void asksForEvents(int streamId) {
        write(RequestStreamFrameCodec.encode(
                BUFFERS,
                streamId,
                false,
                Integer.MAX_VALUE,
                route("events"),
                json(Map.of("cursors", Map.of(), "limit", 1_000))));
    }

    /** Sends a KEEPALIVE that asks for no answer; answers whether the connection is still there to take it, without reading. */
    public boolean isOpen() {
        return write(KeepAliveFrameCodec.encode(BUFFERS, false, 0, Unpooled.EMPTY_BUFFER));
    }

    /** Sends a KEEPALIVE and waits for the next that the server has to say; answers whether that is one, too. */
    public boolean isKeptAlive(Duration patience) {
        boolean taken = write(KeepAliveFrameCodec.encode(BUFFERS, true, 0, Unpooled.EMPTY_BUFFER));
        try {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            byte[] head = in.readNBytes(TYPE + 1);
            return taken && head.length > TYPE && head[TYPE] >> 2 == FrameType.KEEPALIVE.getEncodedType();
        } catch (IOException closed) {
            return false;
        }
    }

    /** Sends an RSocket frame; answers whether the connection took it. */
    public boolean write(ByteBuf frame) {
        return writeBytes(webSocketFrame(frame));
    }

    /** Sends bytes as they are, a part of a frame too. */
    public boolean writeBytes(byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** The WebSocket frame around an RSocket frame, as its bytes. */
    public static byte[] webSocketFrame(ByteBuf frame) {
        byte[] payload = ByteBufUtil.getBytes(frame);
        frame.release();
        // Of the masks that a client may choose, zeros are the one that leaves everything as it is.
        byte[] length = length(payload.length);
        return ByteBuffer.allocate(1 + length.length + Integer.BYTES + payload.length)
                .put((byte) BINARY)
                .put(length)
                .putInt(0)
                .put(payload)
                .array();
    }

    private static byte[] length(int bytes) {
        if (bytes < SHORT_LENGTH) {
            return new byte[] {(byte) (MASKED | bytes)};
        }
        boolean isShort = bytes <= 0xFFFF;
        ByteBuffer length = ByteBuffer.allocate(1 + (isShort ? Short.BYTES : Long.BYTES));
        length.put((byte) (MASKED | (isShort ? SHORT_LENGTH : LONG_LENGTH)));
        return (isShort ? length.putShort((short) bytes) : length.putLong(bytes)).array();
    }

    /** Reads until the server ends the connection and answers all that came; fails where it does not within the time. */
    public byte[] readsToTheEnd(Duration patience) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[RECEIVE_BUFFER];
        try {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                all.write(chunk, 0, read);
            }
        } catch (SocketException reset) {
            return all.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException("still open after " + all.size() + " bytes", failed);
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ByteBuf setup(String token, String deviceId) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata,
                BUFFERS,
                WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                AuthMetadataCodec.encodeBearerMetadata(BUFFERS, token.toCharArray()));
        return SetupFrameCodec.encode(
                BUFFERS,
                false,
                KEEPALIVE_MILLIS,
                LIFETIME_MILLIS,
                WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString(),
                WellKnownMimeType.APPLICATION_JSON.getString(),
                DefaultPayload.create(json(Parley.setup(deviceId)), metadata));
    }

    private static ByteBuf route(String route) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata,
                BUFFERS,
                WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createTaggingContent(BUFFERS, List.of(route)));
        return metadata;
    }

    private static ByteBuf json(Object request) {
        return Unpooled.wrappedBuffer(Json.write(request).getBytes(StandardCharsets.UTF_8));
    }
}

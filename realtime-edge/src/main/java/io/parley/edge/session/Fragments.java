package io.parley.edge.session;

import io.netty.buffer.ByteBuf;
import io.parley.shared.refusal.ErrorCode;
import io.parley.shared.refusal.Problem;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that have begun to come in fragments and have not ended. RSocket holds such fragments
 * in direct memory, of any number of streams and for ever: here they are counted, with the same idea of a beginning and
 * an end as the library has.
 */
final class Fragments {
    private static final int OPEN = 16;
    private static final int BYTES = 1024 * 1024;
    /** What the library refuses, in words of its own. */
    private static final int SMALLEST = 61;

    private static final int FLAG_BITS = 10;
    private static final Set<Integer> REQUESTS = Set.of(
            FrameType.REQUEST_FNF.getEncodedType(),
            FrameType.REQUEST_RESPONSE.getEncodedType(),
            FrameType.REQUEST_STREAM.getEncodedType(),
            FrameType.REQUEST_CHANNEL.getEncodedType());
    private static final Set<Integer> ENDS =
            Set.of(FrameType.CANCEL.getEncodedType(), FrameType.ERROR.getEncodedType());

    private static final Problem TOO_LARGE =
            Problem.of(ErrorCode.TOO_LARGE, "A request has at most 1 MiB, in all its fragments together.");
    private static final Problem TOO_MANY = Problem.of(
            ErrorCode.OVERRUN,
            "A connection may have " + OPEN
                    + " unfinished requests in fragments, of 1 MiB together with all that waits for it.");
    private static final Problem BUSY = new Problem(
            ErrorCode.UNAVAILABLE,
            "The server holds too many unfinished requests in fragments; connect again.",
            null,
            true,
            1_000L);
    private static final Problem TOO_SMALL =
            Problem.of(ErrorCode.INVALID, "A fragment has at least 64 bytes, except for the last.");
    private static final Problem USED =
            Problem.of(ErrorCode.INVALID, "The id of a stream is not used again for another request.");

    private final Budget connection;
    private final FragmentMemory process;
    private final UsedStreams streams = new UsedStreams();
    private final Map<Integer, Integer> bytesByStream = new HashMap<>();
    private int bytes;
    private boolean closed;

    Fragments(Budget connection, FragmentMemory process) {
        this.connection = connection;
        this.process = process;
    }

    /** The connection is gone, and what it held with it. */
    synchronized void close() {
        closed = true;
        bytesByStream.clear();
        letGo(bytes);
    }

    /** Counts a frame that came in; answers why the connection is to be closed instead of taking it, if it is. */
    @Nullable
    synchronized Problem refusal(ByteBuf frame) {
        if (closed || frame.readableBytes() < FrameHeaderCodec.size()) {
            return null;
        }
        // Not by the library's codec: at an unknown type it leaves the frame half read.
        int streamId = frame.getInt(frame.readerIndex());
        int typeAndFlags = frame.getUnsignedShort(frame.readerIndex() + Integer.BYTES);
        int type = typeAndFlags >> FLAG_BITS;
        boolean follows = (typeAndFlags & FrameHeaderCodec.FLAGS_F) != 0;
        if (REQUESTS.contains(type)) {
            boolean isNew = streams.use(streamId);
            return follows ? begun(streamId, frame.readableBytes(), isNew) : null;
        }
        if (type == FrameType.PAYLOAD.getEncodedType() && (typeAndFlags & FrameHeaderCodec.FLAGS_N) != 0) {
            boolean last = !follows || (typeAndFlags & FrameHeaderCodec.FLAGS_C) != 0;
            return last ? ended(streamId, frame.readableBytes()) : continued(streamId, frame.readableBytes());
        }
        if (ENDS.contains(type)) {
            forget(streamId);
        }
        return null;
    }

    /** The library never lets go of the fragments of a request on a stream that is open already. */
    private @Nullable Problem begun(int streamId, int size, boolean isNew) {
        return isNew ? hold(streamId, 0, size) : USED;
    }

    private @Nullable Problem continued(int streamId, int size) {
        Integer held = bytesByStream.get(streamId);
        if (held == null) {
            return hold(streamId, 0, size);
        }
        return size < SMALLEST ? TOO_SMALL : hold(streamId, held, size - FrameHeaderCodec.size());
    }

    private @Nullable Problem hold(int streamId, int held, int more) {
        bytesByStream.put(streamId, held + more);
        bytes += more;
        boolean connectionHasRoom = connection.count(more);
        boolean processHasRoom = process.add(more);
        if (held + more > BYTES) {
            return TOO_LARGE;
        }
        if (bytesByStream.size() > OPEN || !connectionHasRoom) {
            return TOO_MANY;
        }
        return processHasRoom ? null : BUSY;
    }

    private @Nullable Problem ended(int streamId, int size) {
        int held = forget(streamId);
        return held > 0 && held + size - FrameHeaderCodec.size() > BYTES ? TOO_LARGE : null;
    }

    private int forget(int streamId) {
        Integer held = bytesByStream.remove(streamId);
        if (held == null) {
            return 0;
        }
        letGo(held);
        return held;
    }

    private void letGo(int some) {
        bytes -= some;
        connection.release(some);
        process.release(some);
    }
}

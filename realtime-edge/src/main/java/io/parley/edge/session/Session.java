package io.parley.edge.session;

import io.parley.edge.wire.Format;
import io.parley.shared.member.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated connection of a device.
 *
 * @param id unique among all connections of all nodes
 * @param expiresAt when its token ends, null where it never does
 */
public record Session(
        String id,
        UserId userId,
        String deviceId,
        Format format,
        @Nullable Instant expiresAt,
        Outlet outlet) {}

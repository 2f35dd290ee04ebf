package io.parley.client;

import java.net.URI;

/** Where a server's transports are, told from its base address. */
public final class Endpoints {
    private Endpoints() {}

    /** {@code http://host:port} to {@code ws://host:port/ws/connect}, https to wss. */
    public static URI devices(URI server) {
        String scheme = "https".equals(server.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + server.getAuthority() + "/ws/connect");
    }
}

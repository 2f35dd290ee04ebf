package io.parley.client.demo;

import io.parley.client.DevTokens;
import io.parley.client.ParleyClient;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The people of one run; their ids end in a tag of the run, so that the demo can be repeated on one server. */
final class Cast implements AutoCloseable {
    private static final int TAG_BITS = 24;

    private final URI devices;
    private final DevTokens tokens;
    private final String tag = Integer.toString(new SecureRandom().nextInt(1 << TAG_BITS), Character.MAX_RADIX);
    private final List<ParleyClient> connected = new ArrayList<>();

    Cast(URI devices, DevTokens tokens) {
        this.devices = devices;
        this.tokens = tokens;
    }

    String userId(String name) {
        return name + "-" + tag;
    }

    static String name(String userId) {
        int end = userId.lastIndexOf('-');
        return end < 0 ? userId : userId.substring(0, end);
    }

    /** Connects a person's device and opens its stream from the start. */
    Device connect(String name, String deviceId) throws IOException {
        String token = tokens.of(userId(name));
        ParleyClient client = Device.await(
                ParleyClient.connect(devices, token, deviceId), name + "'s " + deviceId + " could not connect");
        connected.add(client);
        Device device = new Device(name, deviceId, client);
        device.listen(Map.of());
        return device;
    }

    @Override
    public void close() {
        connected.forEach(ParleyClient::close);
    }
}

package io.parley.system.kit;

import java.net.URI;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** One story's view of the server: its people are its own, and its devices are hung up at its end. */
public final class Parley implements AutoCloseable {
    private static final AtomicInteger STORIES = new AtomicInteger();

    private final URI base;
    private final Tokens tokens;
    private final String story = "-" + STORIES.incrementAndGet();
    private final Deque<Device> devices = new ConcurrentLinkedDeque<>();
    private final Deque<RawDevice> raw = new ConcurrentLinkedDeque<>();

    public Parley(URI base) {
        this.base = base;
        this.tokens = new Tokens(base);
    }

    /** A user id that no other story has. */
    public String userId(String name) {
        return name + story;
    }

    /** A person's first device. */
    public Device device(String name) {
        return device(name, "phone");
    }

    public Device device(String name, String deviceId) {
        return connect(name, tokens.of(userId(name)), setup(deviceId));
    }

    /** A person's device that reaches the server over another line. */
    public Device deviceVia(URI line, String name) {
        String userId = userId(name);
        Device device = Device.connect(line, userId, tokens.of(userId), setup("phone"), MimeTypeUtils.APPLICATION_JSON);
        devices.push(device);
        return device;
    }

    /** A device of this person that speaks in bytes. */
    public RawDevice rawDevice(String name, String deviceId) {
        RawDevice device = new RawDevice(base, tokens.of(userId(name)), deviceId);
        raw.push(device);
        return device;
    }

    /** A device of a user whose id an earlier story gave. */
    public Device connectAs(String userId, String deviceId) {
        Device device =
                Device.connect(endpoint(), userId, tokens.of(userId), setup(deviceId), MimeTypeUtils.APPLICATION_JSON);
        devices.push(device);
        return device;
    }

    /** A connection with any token and any SETUP data. */
    public Device connect(String name, @Nullable String token, Object setup) {
        return connect(name, token, setup, MimeTypeUtils.APPLICATION_JSON);
    }

    public Device connect(String name, @Nullable String token, Object setup, MimeType dataType) {
        Device device = Device.connect(endpoint(), userId(name), token, setup, dataType);
        devices.push(device);
        return device;
    }

    public Http rest(String name) {
        return new Http(base, tokens.of(userId(name)));
    }

    public Http stranger() {
        return new Http(base, null);
    }

    public Tokens tokens() {
        return tokens;
    }

    public URI base() {
        return base;
    }

    public URI endpoint() {
        return URI.create("ws://" + base.getAuthority() + "/ws/connect");
    }

    public static Map<String, Object> setup(String deviceId) {
        return Map.of("deviceId", deviceId, "protocol", 1);
    }

    @Override
    public void close() {
        raw.forEach(RawDevice::close);
        devices.forEach(Device::close);
    }
}

package io.parley.edge.world;

import io.parley.embedded.redis.EmbeddedRedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Base of tests that talk to a running edge. All of them share one edge and one Redis. */
@SpringBootTest(
        classes = World.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"axon.axonserver.enabled=false", "parley.edge.allowed-origins=https://chat.example.org"})
public abstract class EdgeTest {
    private static final EmbeddedRedisServer REDIS = startRedis();

    @LocalServerPort
    protected int port;

    @Autowired
    protected Tokens tokens;

    @Autowired
    protected Backend backend;

    @Autowired
    protected TestRouter router;

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        registry.add("parley.redis.url", REDIS::url);
    }

    protected Device.Builder device(String user) {
        return new Device.Builder(port).token(tokens.of(user));
    }

    private static EmbeddedRedisServer startRedis() {
        try {
            EmbeddedRedisServer server =
                    EmbeddedRedisServer.start(Files.createTempDirectory("parley-edge-test"), progress -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.parley.edge.world;

import io.parley.embedded.redis.EmbeddedRedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
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

    /** Another node of the same edge, in front of the same backend. */
    protected ConfigurableApplicationContext anotherNode(String... settings) {
        return new SpringApplicationBuilder(World.class)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("tokens", tokens);
                    context.getBeanFactory().registerSingleton("backend", backend);
                    context.getBeanFactory().registerSingleton("router", router);
                })
                .run(Stream.concat(
                                Stream.of(
                                        "server.port=0",
                                        "axon.axonserver.enabled=false",
                                        "parley.redis.url=" + REDIS.url()),
                                Stream.of(settings))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    protected Device.Builder deviceAt(ConfigurableApplicationContext node, String user) {
        int its = node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new Device.Builder(its).token(tokens.of(user));
    }

    /** Says something to Redis and waits for its answer. */
    protected static void tellRedis(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), REDIS.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

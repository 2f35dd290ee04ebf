package io.parley.edge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.edge.world.Device;
import io.parley.edge.world.EdgeTest;
import io.parley.embedded.redis.EmbeddedRedisServer;
import io.parley.shared.delivery.DeliveryKeys;
import io.parley.shared.member.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class DeviceClaimsTest extends EdgeTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Autowired
    private RedissonClient redis;

    @Autowired
    private Environment environment;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    @Nested
    class OfOneNode {
        @Test
        void staysTheNewestInWhateverOrderRedisTakesThem() {
            DeviceClaims claims = claims(redis);
            claims.claim(claim("reordered", "here", 2));
            awaitStanding("reordered", "here", 2);
            claims.claim(claim("reordered", "here", 1));
            claims.claim(claim("reordered.after", "here", 1));
            awaitStanding("reordered.after", "here", 1);
            assertThat(standing("reordered")).isEqualTo(claim("reordered", "here", 2));
        }

        @Test
        void isGivenBackWhereItsConnectionWasGoneBeforeTheAnswer() {
            DeviceClaims claims = claims(redis);
            claims.claim(claim("moved", "there", 1));
            awaitStanding("moved", "there", 1);
            DeviceClaim gone = claim("moved", "here", 2);
            // Else the answer might come first, however soon the connection goes.
            whileRedisHoldsWrites(() -> {
                claims.claim(gone);
                claims.giveUp(gone);
            });
            awaitStanding("moved", "there", 1);
            assertThat(lost).isEmpty();
        }

        @Test
        void isGivenBackWhereItsAnswerWasLostAfterItsConnectionHadGone() {
            RedissonClient impatient = impatient();
            try {
                DeviceClaims claims = claims(impatient);
                claims(redis).claim(claim("unanswered", "there", 1));
                awaitStanding("unanswered", "there", 1);
                DeviceClaim gone = claim("unanswered", "here", 2);
                whileRedisHoldsWrites(() -> {
                    claims.claim(gone);
                    claims.giveUp(gone);
                    await().atMost(SOON).until(() -> failures("claim") == 1);
                });
                // Redis takes the claim only now, and tells nobody.
                await().atMost(SOON).until(() -> standing("unanswered") == null);
            } finally {
                impatient.shutdown();
            }
        }

        @Test
        void isGivenBackOnceMoreWhereRedisDidNotHearIt() {
            RedissonClient impatient = impatient();
            try {
                DeviceClaims claims = claims(impatient);
                DeviceClaim gone = claim("unheard", "here", 1);
                claims.claim(gone);
                awaitStanding("unheard", "here", 1);
                whileRedisHoldsWrites(() -> {
                    claims.giveUp(gone);
                    await().atMost(SOON).until(() -> failures("give-back") >= 1);
                    tellRedis("CLIENT KILL TYPE normal");
                });
                await().atMost(SOON).until(() -> standing("unheard") == null);
            } finally {
                impatient.shutdown();
            }
        }

        @Test
        void isGoneWithItsConnection() {
            DeviceClaims claims = claims(redis);
            DeviceClaim claim = claim("gone", "here", 1);
            claims.claim(claim);
            awaitStanding("gone", "here", 1);
            claims.giveUp(claim);
            await().atMost(SOON).until(() -> standing("gone") == null);
        }
    }

    @Nested
    class ClaimedAgain {
        @Test
        void yieldsToANewerOneOfAnotherNode() {
            DeviceClaims claims = claims(redis);
            claims.claim(claim("again", "here", 1));
            awaitStanding("again", "here", 1);
            claims(redis).claim(claim("again", "there", 2));
            awaitStanding("again", "there", 2);
            claims.claimAllAgain();
            await().atMost(SOON).until(() -> lost.equals(List.of("session 1")));
            assertThat(standing("again")).isEqualTo(claim("again", "there", 2));
        }

        @Test
        void isAsManyAsThereAre() {
            DeviceClaims claims = claims(redis);
            int count = 3 * DeviceClaims.AT_ONCE + 1;
            IntStream.range(0, count).forEach(i -> claims.claim(claim("many." + i, "here", 1)));
            awaitStanding("many." + (count - 1), "here", 1);
            tellRedis("FLUSHALL");
            claims.claimAllAgain();
            await().atMost(SOON).until(() -> IntStream.range(0, count).allMatch(i -> standing("many." + i) != null));
        }

        @Test
        void closesAnOlderConnectionElsewhereThoughRedisForgotIt() {
            try (ConfigurableApplicationContext other = anotherNode();
                    Device sam = device("sue").deviceId("phone").connect()) {
                awaitClaimed("sue");
                tellRedis("FLUSHALL");
                awaitClaimed("sue");
                try (Device moved = deviceAt(other, "sue").deviceId("phone").connect()) {
                    await().atMost(SOON).until(() -> sam.socket().isDisposed());
                    assertThat(moved.createGroup()).isNotEmpty();
                }
            }
        }
    }

    @Nested
    class ThatCannotBeAnswered {
        @Test
        void keepNothingBack() {
            DeviceClaims claims = new DeviceClaims(redis, meters, session -> {
                throw new IllegalStateException("planted");
            });
            claims.claim(claim("loser", "here", 1));
            claims.claim(claim("bystander", "here", 1));
            awaitStanding("loser", "here", 1);
            awaitStanding("bystander", "here", 1);
            claims(redis).claim(claim("loser", "there", 2));
            awaitStanding("loser", "there", 2);
            claims.claimAllAgain();
            await().atMost(SOON).until(() -> failures("answer") == 1);
            redis.getBucket(claim("bystander", "", 0).key(), StringCodec.INSTANCE)
                    .delete();
            claims.claimAllAgain();
            awaitStanding("bystander", "here", 1);
        }
    }

    @Nested
    class WhileRedisIsAway {
        @Test
        void areRepeatedUntilItIsBack(@TempDir Path home) {
            try (EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {})) {
                RedissonClient client = client(server.url());
                try {
                    DeviceClaims claims = claims(client);
                    server.stop();
                    claims.claim(claim("patient", "here", 1));
                    DeviceClaim gone = claim("impatient", "here", 1);
                    claims.claim(gone);
                    await().atMost(SOON).until(() -> failures("claim") >= 2);
                    claims.giveUp(gone);
                    server.startAgain();
                    await().atMost(SOON).until(() -> standing(client, "patient") != null);
                    assertThat(standing(client, "impatient")).isNull();
                } finally {
                    client.shutdown();
                }
            }
        }

        @Test
        void areCountedWhereAnotherNodeCouldNotBeTold(@TempDir Path home) {
            try (EmbeddedRedisServer server = EmbeddedRedisServer.start(home, line -> {})) {
                RedissonClient client = client(server.url());
                try {
                    server.stop();
                    claims(client).tell(claim("untold", "there", 1));
                    await().atMost(SOON).until(() -> failures("tell") == 1);
                } finally {
                    client.shutdown();
                }
            }
        }
    }

    private DeviceClaims claims(RedissonClient client) {
        return new DeviceClaims(client, meters, lost::add);
    }

    private void whileRedisHoldsWrites(Runnable action) {
        tellRedis("CLIENT PAUSE 60000 WRITE");
        try {
            action.run();
        } finally {
            tellRedis("CLIENT UNPAUSE");
        }
    }

    /** Of the same Redis. */
    private RedissonClient impatient() {
        return client(environment.getRequiredProperty("parley.redis.url"));
    }

    private static RedissonClient client(String url) {
        Config config = new Config();
        config.useSingleServer()
                .setAddress(url)
                .setConnectionMinimumIdleSize(1)
                .setTimeout(500)
                .setRetryAttempts(0);
        return Redisson.create(config);
    }

    private static DeviceClaim claim(String key, String node, long order) {
        return new DeviceClaim("parley:test:" + key, node, "session " + order, order);
    }

    private double failures(String step) {
        return meters.counter("parley.device.claims.failed", "step", step).count();
    }

    private void awaitStanding(String key, String node, long order) {
        await().atMost(SOON).until(() -> claim(key, node, order).equals(standing(key)));
    }

    private void awaitClaimed(String user) {
        String key = DeliveryKeys.device(new UserId(user), "phone");
        await().atMost(SOON)
                .until(() -> redis.getBucket(key, StringCodec.INSTANCE).isExists());
    }

    private @Nullable DeviceClaim standing(String key) {
        return standing(redis, key);
    }

    private static @Nullable DeviceClaim standing(RedissonClient client, String key) {
        String full = claim(key, "", 0).key();
        @Nullable
        String text = client.<String>getBucket(full, StringCodec.INSTANCE).get();
        return text == null ? null : DeviceClaim.parsed(full, text);
    }
}

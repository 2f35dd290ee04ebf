package io.parley.edge.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** What claims are in Redis. All of it fails where Redis is away, and never throws. */
final class ClaimScripts {
    private static final Duration KEPT = Duration.ofDays(7);

    /**
     * Redis may take claims of a node in another order than it made them: the newer stays. Across nodes a new connection
     * wins, whatever the clocks say, but one that is claimed again does not win over a newer one.
     */
    private static final String CLAIM = """
            local former = redis.call('GET', KEYS[1]) or ''
            local node, order = string.match(former, '^([^/]+)/.*/(%d+)$')
            if order and tonumber(order) > tonumber(ARGV[3]) and (node == ARGV[2] or ARGV[4] == 'again') then
                return {'kept', former}
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[5])
            return {'taken', former}
            """;

    private static final String GIVE_BACK = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            return 1
            """;

    private final RedissonClient redis;

    ClaimScripts(RedissonClient redis) {
        this.redis = redis;
    }

    /**
     * What became of a claim.
     *
     * @param taken whether it stands now; else the other, which is newer, does
     * @param other which stood there before
     */
    record Answer(boolean taken, @Nullable DeviceClaim other) {
        private static Answer of(DeviceClaim claim, List<?> answer) {
            return new Answer(
                    "taken".equals(answer.get(0)), DeviceClaim.parsed(claim.key(), String.valueOf(answer.get(1))));
        }
    }

    /** Claims for a connection that is new. */
    CompletableFuture<Answer> claim(DeviceClaim claim) {
        return asked(() -> eval(redis.getScript(StringCodec.INSTANCE), claim, "first")
                .thenApply(answer -> Answer.of(claim, answer)));
    }

    /** Claims once more, all in one round trip. */
    CompletableFuture<List<Answer>> again(List<DeviceClaim> claims) {
        return asked(() -> {
            RBatch batch = redis.createBatch();
            for (DeviceClaim claim : claims) {
                var unused = eval(batch.getScript(StringCodec.INSTANCE), claim, "again");
            }
            return batch.executeAsync()
                    .toCompletableFuture()
                    .thenApply(result -> answers(claims, result.getResponses()));
        });
    }

    /** Nothing happens where another claim stands by now, or none. */
    CompletableFuture<Void> giveBack(List<ClaimReturns.Return> returns) {
        return asked(() -> {
            RBatch batch = redis.createBatch();
            for (ClaimReturns.Return given : returns) {
                DeviceClaim to = given.to();
                var unused = batch.getScript(StringCodec.INSTANCE)
                        .evalAsync(
                                RScript.Mode.READ_WRITE,
                                GIVE_BACK,
                                RScript.ReturnType.LONG,
                                List.of(given.claim().key()),
                                given.claim().text(),
                                to == null ? "" : to.text(),
                                Long.toString(KEPT.toMillis()));
            }
            return batch.executeAsync().toCompletableFuture().thenAccept(result -> {});
        });
    }

    private static CompletableFuture<List<String>> eval(RScriptAsync script, DeviceClaim claim, String time) {
        return script.<List<String>>evalAsync(
                        RScript.Mode.READ_WRITE,
                        CLAIM,
                        RScript.ReturnType.LIST,
                        List.of(claim.key()),
                        claim.text(),
                        claim.node(),
                        Long.toString(claim.order()),
                        time,
                        Long.toString(KEPT.toMillis()))
                .toCompletableFuture();
    }

    private static List<Answer> answers(List<DeviceClaim> claims, List<?> responses) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            answers.add(Answer.of(claims.get(i), (List<?>) responses.get(i)));
        }
        return answers;
    }

    private interface Question<T> {
        CompletableFuture<T> ask();
    }

    private static <T> CompletableFuture<T> asked(Question<T> question) {
        try {
            return question.ask();
        } catch (Throwable e) {
            // An error, too: what waits for the answer would wait for ever.
            return CompletableFuture.failedFuture(e);
        }
    }
}

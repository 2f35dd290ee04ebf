package io.parley.projection.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.OptionalOptions;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.Codec;

/**
 * A script that is called by its digest, as one command and with an end of its own.
 *
 * <p>Redisson would load a script that Redis does not know by itself, but also when nobody waits any more: a push could
 * then come behind what was pushed after it.
 *
 * @param <A> what it answers
 */
final class ShortScript<A> {
    private final RScriptAsync scripts;
    private final String text;
    private final String digest;
    private final RScript.ReturnType answer;

    private ShortScript(RScriptAsync scripts, String text, RScript.ReturnType answer) {
        this.scripts = scripts;
        this.text = text;
        this.digest = digest(text);
        this.answer = answer;
    }

    /** For what may be done twice: the request that meets a connection which Redis has just closed is sent once more. */
    static <A> ShortScript<A> on(RedissonClient redisson, Codec codec, String text, RScript.ReturnType answer) {
        return new ShortScript<>(redisson.getScript(options(codec)), text, answer);
    }

    /** For what does more when done twice: a Redis that was paused does late whatever it was sent, each repeat too. */
    static <A> ShortScript<A> onceOn(RedissonClient redisson, Codec codec, String text, RScript.ReturnType answer) {
        return new ShortScript<>(redisson.getScript(options(codec).retryAttempts(0)), text, answer);
    }

    private static OptionalOptions options(Codec codec) {
        return OptionalOptions.defaults().codec(codec).timeout(Duration.ofMillis(Patience.MILLIS));
    }

    /** @param keys encoded: text would be encoded one by one on Redisson's threads */
    A call(Patience patience, List<Object> keys, Object... values) {
        try {
            return patience.await(called(keys, values));
        } catch (RedisNoScriptException e) {
            // Redis was started anew, or told to forget its scripts; it has done nothing yet.
            var unused = patience.await(scripts.scriptLoadAsync(text));
            return patience.await(called(keys, values));
        }
    }

    private RFuture<A> called(List<Object> keys, Object[] values) {
        return scripts.evalShaAsync(RScript.Mode.READ_WRITE, digest, answer, keys, values);
    }

    static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    static String digest(String text) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}

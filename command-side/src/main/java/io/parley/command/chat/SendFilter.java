package io.parley.command.chat;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sends a chat may have seen: a Bloom filter that grows. What it does not know was never sent; what it knows has to
 * be confirmed. Layers double in size up to a bound for all of them, after which the last one fills up and sends of that
 * chat are confirmed ever more often, but never wrongly taken for new.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class SendFilter {
    static final int FIRST_LAYER_BYTES = 512;
    /** 512 bytes to 32 KiB: 63.5 KiB in all. */
    static final int LAYERS = 7;

    /** With 8 probes, 0.3 % of new sends meet a full layer by chance. */
    static final int BITS_PER_SEND = 12;

    private static final int PROBES = 8;

    private List<byte[]> layers = new ArrayList<>();
    private long inNewest;

    boolean mayKnow(SendKey key) {
        return layers.stream().anyMatch(layer -> isIn(layer, key));
    }

    private static boolean isIn(byte[] layer, SendKey key) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(layer, key, probe);
            if ((layer[bit >>> 3] & (1 << (bit & 7))) == 0) {
                return false;
            }
        }
        return true;
    }

    void add(SendKey key) {
        byte[] layer = newest();
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(layer, key, probe);
            layer[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
        inNewest++;
    }

    private byte[] newest() {
        boolean full = layers.isEmpty() || inNewest >= capacity(layers.get(layers.size() - 1));
        if (full && layers.size() < LAYERS) {
            layers.add(new byte[FIRST_LAYER_BYTES << layers.size()]);
            inNewest = 0;
        }
        return layers.get(layers.size() - 1);
    }

    private static long capacity(byte[] layer) {
        return layer.length * 8L / BITS_PER_SEND;
    }

    /** Double hashing: the digest's first two words are as good as any number of hash functions. */
    private static int bit(byte[] layer, SendKey key, int probe) {
        long mixed = key.word(0) + probe * (key.word(1) | 1);
        return (int) Long.remainderUnsigned(mixed, layer.length * 8L);
    }

    int bytes() {
        return layers.stream().mapToInt(layer -> layer.length).sum();
    }
}

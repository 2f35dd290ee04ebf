package io.parley.edge.timeline;

import io.parley.edge.delivery.LiveReceipt;
import io.parley.shared.chat.ChatId;
import io.parley.shared.refusal.Invalid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * From where on receipts go on, on the next stream or in the next poll; opaque to clients.
 *
 * @param since marks that moved at or after it are looked at
 * @param given fingerprints of those among them that the client holds already
 * @param place where a look-up of marks goes on that was begun before; null where all were given up to the end
 */
record Resume(Instant since, Set<Integer> given, @Nullable Place place) {
    /**
     * A place in a look-up of marks, chat by chat.
     *
     * @param since from when on marks are looked up in it, null for all
     * @param after the last chat whose marks were given
     */
    record Place(@Nullable Instant since, ChatId after) {
        private String text() {
            return SEPARATOR + (since == null ? "" : Long.toString(since.toEpochMilli())) + SEPARATOR + after;
        }

        /** @throws IllegalArgumentException for what is none */
        private static Place parsed(String text) {
            int end = text.indexOf(SEPARATOR);
            if (end < 0) {
                throw new IllegalArgumentException("no place");
            }
            Instant since = end == 0 ? null : Instant.ofEpochMilli(Long.parseLong(text.substring(0, end)));
            return new Place(since, new ChatId(text.substring(end + 1)));
        }
    }

    private static final char SEPARATOR = '.';

    /**
     * The view may lag, and shows a mark some time after it moved: so much of the time before is looked at again. What
     * it shows again is left out by its fingerprint, so nothing is repeated but where a stream ended between.
     */
    static final Duration MARGIN = Duration.ofSeconds(10);

    static final Resume NONE = from(Instant.EPOCH);

    private static final int MOST = 64;

    static Resume from(Instant since) {
        return new Resume(since, Set.of(), null);
    }

    /** When the client holds these, too. */
    Resume with(Collection<LiveReceipt> receipts) {
        Resume all = with(since, given, receipts);
        if (all.given.size() <= MOST) {
            return all;
        }
        // So many at a time: rather a shorter margin than an endless text.
        Instant last =
                receipts.stream().map(LiveReceipt::at).max(Instant::compareTo).orElse(since);
        Resume latest = with(Instant.ofEpochMilli(last.toEpochMilli()), Set.of(), receipts);
        return latest.given.size() <= MOST ? latest : from(last.plusMillis(1));
    }

    private static Resume with(Instant since, Set<Integer> given, Collection<LiveReceipt> receipts) {
        Set<Integer> all = new HashSet<>(given);
        receipts.stream()
                .filter(receipt -> !receipt.at().isBefore(since))
                .forEach(receipt -> all.add(fingerprint(receipt)));
        return new Resume(since, Set.copyOf(all), null);
    }

    Resume at(@Nullable Place some) {
        return new Resume(since, given, some);
    }

    boolean covers(LiveReceipt receipt) {
        return !given.isEmpty() && given.contains(fingerprint(receipt));
    }

    private static int fingerprint(LiveReceipt receipt) {
        LiveReceipt.Key key = receipt.key();
        String mark = key.chatId() + " " + key.userId() + " " + key.type() + " " + receipt.upTo();
        CRC32 sum = new CRC32();
        sum.update(mark.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + given.size() * Integer.BYTES);
        bytes.putLong(since.toEpochMilli());
        given.forEach(bytes::putInt);
        String marks = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        return place == null ? marks : marks + place.text();
    }

    static Resume parsed(String text) {
        try {
            int end = text.indexOf(SEPARATOR);
            Place place = end < 0 ? null : Place.parsed(text.substring(end + 1));
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(end < 0 ? text : text.substring(0, end)));
            int marks = (bytes.remaining() - Long.BYTES) / Integer.BYTES;
            if (bytes.remaining() == Long.BYTES + marks * Integer.BYTES && marks >= 0 && marks <= MOST) {
                long millis = bytes.getLong();
                if (millis > 0 && millis < Long.MAX_VALUE / 1_000_000) {
                    return new Resume(Instant.ofEpochMilli(millis), ints(bytes), place);
                }
            }
        } catch (IllegalArgumentException | Invalid e) {
            // Refused below, like any other form.
        }
        throw new Invalid("resume", "This is no resume that was given; leave it out to get all receipts.");
    }

    private static Set<Integer> ints(ByteBuffer bytes) {
        Set<Integer> ints = new HashSet<>();
        while (bytes.hasRemaining()) {
            ints.add(bytes.getInt());
        }
        return Set.copyOf(ints);
    }
}

package io.parley.load.conversation;

import io.parley.load.measure.Audience;
import io.parley.load.measure.MessageNumbers;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A long chat that nobody listens to. */
public final class OneChat {
    private static final int AT_ONCE = 256;
    private static final Duration PREPARE = Duration.ofMinutes(1);

    private OneChat() {}

    /** Creates a group with these members in which so many messages stand, from seq 1 on; answers its id. */
    public static String withMessages(
            Users users, List<String> members, int messages, Target target, LoadOptions options)
            throws IOException, InterruptedException {
        var wire = users.connect("writer", 0).blockOptional(PREPARE).orElseThrow();
        String chatId = ChatCreation.group(wire, members).blockOptional(PREPARE).orElseThrow();
        List<Sender> senders = Stream.generate(() -> new Sender(wire, chatId, options.textBytes()))
                .limit(AT_ONCE)
                .toList();
        Conversation conversation = new Conversation(List.of(chatId), senders, Audience.ofOneChat(0), new Running());
        MessageNumbers numbers = new MessageNumbers(new SecureRandom().nextLong());
        Outcome unused = new Measuring(conversation, numbers, target.cpu(), options.drain()).fill(messages);
        return chatId;
    }
}

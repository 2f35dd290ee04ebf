package io.parley.load.page;

import io.parley.load.conversation.ChatCreation;
import io.parley.load.conversation.OneChat;
import io.parley.load.conversation.Saying;
import io.parley.load.conversation.Talking;
import io.parley.load.report.Result;
import io.parley.load.server.Target;
import io.parley.load.settings.LoadOptions;
import io.parley.load.user.Users;
import io.parley.load.wire.Route;
import io.parley.load.wire.Wire;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** History pages of 50 anywhere in a long chat, and whole inboxes. */
public final class Pages {
    static final int PAGE = 50;
    private static final int READERS = 16;
    private static final int MOST_IN_A_PAGE = 200;
    private static final String ROLE = "reader";
    private static final String LAST = "the last message of a chat in an inbox";
    private static final Duration PREPARE = Duration.ofMinutes(5);

    private final PageOptions pages;

    public Pages(PageOptions pages) {
        this.pages = pages;
    }

    public List<Result> run(Target target, LoadOptions options) throws IOException, InterruptedException {
        long unused = Talking.fill(target, options);
        String run = Long.toHexString(new SecureRandom().nextLong());
        int messages = pages.messages(options.factor());
        try (Users users = new Users(target.url(), run, options.threads())) {
            int count = options.senders(READERS);
            List<String> ids = users.ids(ROLE, 0, count);
            System.err.println("preparing pages: " + messages + " messages in one chat, inboxes of " + pages.chats());
            String chatId = OneChat.withMessages(users, ids, messages, target, options);
            fillInboxes(users, ids);
            List<Wire> wires =
                    users.connect(ROLE, 0, count).blockOptional(PREPARE).orElseThrow();
            String loop = options.closed(true)
                    ? "closed loop: " + count + " readers, each asks when its answer has come"
                    : "open loop: " + options.rate() + "/s asked by " + count + " readers";
            Result history = asking(wires, target, options, () -> history(chatId, messages))
                    .measure("history pages", "history pages of 50 out of " + messages + " messages\n" + loop);
            Result inbox = asking(wires, target, options, this::inbox)
                    .measure("inbox pages", "inbox of " + pages.chats() + " chats\n" + loop);
            return List.of(history, inbox);
        }
    }

    private static Asking asking(List<Wire> wires, Target target, LoadOptions options, Supplier<Question> next) {
        List<Reader> readers =
                wires.stream().map(wire -> new Reader(wire, next)).toList();
        return new Asking(readers, options, target.cpu());
    }

    private void fillInboxes(Users users, List<String> readers) {
        // One chat is there already.
        users.connect("host", 0)
                .flatMapMany(host -> Flux.range(1, pages.chats() - 1)
                        .flatMap(
                                chat -> ChatCreation.group(host, readers)
                                        .flatMap(chatId -> Saying.say(host, chatId, LAST)),
                                Users.AT_ONCE))
                .blockLast(PREPARE);
    }

    private static Question history(String chatId, int messages) {
        long before = ThreadLocalRandom.current().nextLong(PAGE + 1L, messages + 2L);
        String json = "{\"chatId\":\"" + chatId + "\",\"beforeSeq\":" + before + ",\"limit\":" + PAGE + "}";
        return new Question(Route.HISTORY, json, page -> isDense(page, before - PAGE));
    }

    private static boolean isDense(JsonNode page, long first) {
        JsonNode items = page.path("items");
        return items.size() == PAGE
                && IntStream.range(0, PAGE)
                        .allMatch(item -> items.path(item).path("seq").asLong() == first + item);
    }

    private Question inbox() {
        int wanted = Math.min(MOST_IN_A_PAGE, pages.chats());
        return new Question(
                Route.INBOX,
                "{\"limit\":" + wanted + "}",
                page -> page.path("chats").size() == wanted);
    }
}

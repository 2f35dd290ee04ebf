package io.parley.projection.timeline;

import io.parley.shared.chat.ChatCreated;
import io.parley.shared.chat.ChatEvent;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.MessageSent;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageId;
import io.parley.shared.receipt.MessagesDelivered;
import io.parley.shared.receipt.MessagesRead;
import io.parley.shared.receipt.ReceiptEvent;
import io.parley.shared.receipt.ReceiptType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What happened in one chat, as the write side would have recorded it; and the plain truth about it. */
final class ChatStory {
    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    private final ChatId chatId;
    private final List<Object> events = new ArrayList<>();
    private final List<ChatEvent> timeline = new ArrayList<>();
    private final Map<UserId, Long> sent = new HashMap<>();
    private final Map<String, Long> marks = new HashMap<>();
    private long messages;

    private ChatStory(String chatId) {
        this.chatId = new ChatId(chatId);
    }

    static ChatStory of(String chatId, String... members) {
        return of(chatId, List.of(members));
    }

    static ChatStory of(String chatId, List<String> members) {
        ChatStory story = new ChatStory(chatId);
        List<UserId> users = members.stream().map(UserId::new).toList();
        story.happened(
                new ChatCreated(story.chatId, ChatKind.GROUP, users.get(0), users, "Title", false, true, story.now()));
        return story;
    }

    ChatStory sent(String user) {
        UserId sender = new UserId(user);
        long ordinal = ++messages;
        long own = sent.merge(sender, 1L, Long::sum);
        happened(new MessageSent(
                chatId,
                MessageId.at(chatId, timeline.size()),
                new ClientMessageId(new UUID(1, ordinal).toString()),
                sender,
                Content.text("message " + ordinal),
                null,
                null,
                List.of(),
                ordinal,
                own,
                now()));
        return this;
    }

    ChatStory delivered(String user, long upTo) {
        return moved(new MessagesDelivered(chatId, new UserId(user), mark(user, ReceiptType.DELIVERED), upTo, now()));
    }

    ChatStory read(String user, long upTo) {
        return moved(new MessagesRead(chatId, new UserId(user), mark(user, ReceiptType.READ), upTo, now()));
    }

    /** Where a mark stands, -1 before the first. */
    long mark(String user, ReceiptType type) {
        return marks.getOrDefault(type + user, -1L);
    }

    ChatId chatId() {
        return chatId;
    }

    long head() {
        return timeline.size() - 1L;
    }

    List<Object> events() {
        return events;
    }

    /** Counted one by one. */
    long unread(String user) {
        return unread(user, Set.of());
    }

    /** Counted one by one, without seqs that nobody can see. */
    long unread(String user, Set<Long> leftOut) {
        long unread = 0;
        for (long seq = mark(user, ReceiptType.READ) + 1; seq < timeline.size(); seq++) {
            if (timeline.get((int) seq) instanceof MessageSent message
                    && !leftOut.contains(seq)
                    && !message.sender().value().equals(user)) {
                unread++;
            }
        }
        return unread;
    }

    /** Every mark of the user at or past {@code seq}, in the order in which they happened. */
    List<ReceiptEvent> marksPast(long seq, String user) {
        return events.stream()
                .filter(ReceiptEvent.class::isInstance)
                .map(ReceiptEvent.class::cast)
                .filter(event -> event.userId().value().equals(user) && event.upTo() >= seq)
                .toList();
    }

    /** Adds some of the events, in order, to a batch. */
    EventBatch batch(int from, int to) {
        EventBatch batch = new EventBatch();
        long seq = events.subList(0, from).stream()
                .filter(ChatEvent.class::isInstance)
                .count();
        for (Object event : events.subList(from, to)) {
            if (event instanceof ChatEvent chatEvent) {
                batch.add(chatEvent, seq++);
            } else {
                batch.add((ReceiptEvent) event);
            }
        }
        return batch;
    }

    EventBatch batch() {
        return batch(0, events.size());
    }

    private void happened(ChatEvent event) {
        timeline.add(event);
        events.add(event);
    }

    private ChatStory moved(ReceiptEvent event) {
        marks.put(event.type() + event.userId().value(), event.upTo());
        events.add(event);
        return this;
    }

    private Instant now() {
        return BEGIN.plusSeconds(events.size());
    }
}

package io.parley.system.schedule;

import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.member.UserId;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.refusal.Unavailable;
import io.parley.shared.timeline.ChatCreatedEnvelope;
import io.parley.shared.timeline.FindChats;
import io.parley.shared.timeline.FindHeads;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.FindMemberships;
import io.parley.shared.timeline.TimelineEnvelope;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.axonframework.queryhandling.QueryGateway;

/** Views that show what was projected so far, to members of every chat. Reading and answering are a step each. */
final class SimulatedViews {
    private static final int PAGE = 2;
    private static final UserId WRITER = new UserId("writer");

    private final Steps steps;
    private final boolean waits;
    private final Map<ChatId, Long> heads = new LinkedHashMap<>();

    /** @param waits whether a page waits for what was pushed, or the view claims to have nothing more */
    SimulatedViews(Steps steps, boolean waits) {
        this.steps = steps;
        this.waits = waits;
    }

    void project(ChatId chatId, long head) {
        heads.merge(chatId, head, Math::max);
    }

    long head(ChatId chatId) {
        return heads.getOrDefault(chatId, -1L);
    }

    QueryGateway gateway() {
        return (QueryGateway) Proxy.newProxyInstance(
                QueryGateway.class.getClassLoader(),
                new Class<?>[] {QueryGateway.class},
                (self, method, arguments) -> answer(() -> read(arguments[0])));
    }

    private CompletableFuture<Object> answer(Supplier<Object> read) {
        Steps.Lane line = steps.lane();
        CompletableFuture<Object> found = new CompletableFuture<>();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        line.execute(() -> {
            try {
                found.complete(read.get());
            } catch (Unavailable lags) {
                found.completeExceptionally(new CompletionException(lags));
            }
        });
        line.execute(() -> {
            var unused = found.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        });
        return answer;
    }

    private Object read(Object query) {
        if (query instanceof FindMemberships asked) {
            List<FindMemberships.Membership> chats = new ArrayList<>();
            heads.forEach((chatId, head) -> chats.add(new FindMemberships.Membership(chatId, 0, head, 2)));
            return new FindMemberships.Memberships(
                    Collections.nCopies(asked.userIds().size(), chats));
        }
        if (query instanceof FindChats asked) {
            return new FindChats.Chats(Collections.nCopies(asked.userIds().size(), List.copyOf(heads.keySet())));
        }
        if (query instanceof FindHeads asked) {
            return new FindHeads.Heads(asked.chatIds().stream()
                    .filter(heads::containsKey)
                    .map(chatId -> new FindHeads.Head(chatId, head(chatId)))
                    .toList());
        }
        if (query instanceof FindMarks asked) {
            FindMarks.Page none = new FindMarks.Page(List.of(), null);
            return new FindMarks.Marks(Collections.nCopies(asked.questions().size(), none));
        }
        return page((FindHistory) query);
    }

    private FindHistory.Page page(FindHistory query) {
        long head = head(query.chatId());
        if (head < query.atLeast()) {
            if (waits) {
                throw new Unavailable("The view lags.", 0);
            }
            return new FindHistory.Page(List.of(), false, Long.MAX_VALUE / 2);
        }
        long after = query.afterSeq() == null ? -1 : query.afterSeq();
        long last = Math.min(head, after + PAGE);
        List<TimelineEnvelope> items = new ArrayList<>();
        for (long seq = after + 1; seq <= last; seq++) {
            items.add(envelope(query.chatId(), seq));
        }
        return new FindHistory.Page(items, last < head, head);
    }

    static TimelineEnvelope envelope(ChatId chatId, long seq) {
        return new ChatCreatedEnvelope(
                chatId, seq, Instant.EPOCH, WRITER, ChatKind.GROUP, null, false, List.of(WRITER), 2);
    }
}

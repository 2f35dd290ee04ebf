package io.parley.query.inbox;

import com.mongodb.MongoException;
import io.parley.query.view.ChatViews;
import io.parley.query.view.MemberChat;
import io.parley.shared.member.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads the chats of users out of the views. While as many read as the machine has use for, others wait, and the next
 * who reads does it for several of them at once: what they have in common is read once. Nobody is answered by a read that
 * had begun before it asked.
 */
@Component
class InboxReads {
    private static final int USERS_AT_ONCE = 16;
    /** Bounds what one read brings into memory. */
    private static final int CHATS_AT_ONCE = 4_000;
    /** Not for long: who is in front may wait for views that are away. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ChatViews chats;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private int free;

    @Autowired
    InboxReads(ChatViews chats) {
        // One more than cores, as each waits for the views for a part of its time.
        this(chats, Runtime.getRuntime().availableProcessors() + 1);
    }

    InboxReads(ChatViews chats, int atOnce) {
        this.chats = chats;
        this.free = atOnce;
    }

    /** @param turn how the thread that asked goes on: with an answer, or by reading itself */
    private record Question(UserId userId, CompletableFuture<Supplier<List<MemberChat>>> turn) {
        void fail(RuntimeException cause) {
            turn.complete(() -> {
                throw cause;
            });
        }
    }

    /** How many wait for a turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** Every chat of the user, in order of chat id. */
    List<MemberChat> chatsOf(UserId userId) {
        Question question = new Question(userId, new CompletableFuture<>());
        return (mayRead(question) ? turnOf(question) : awaited(question)).get();
    }

    private synchronized boolean mayRead(Question question) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(question);
        return false;
    }

    private Supplier<List<MemberChat>> turnOf(Question question) {
        return () -> readBeside(question);
    }

    private Supplier<List<MemberChat>> awaited(Question question) {
        try {
            return question.turn().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return withdrawn(question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return withdrawn(question);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A turn to read an inbox never fails.", e);
        }
    }

    /** Reads alone; unless its turn has come in this moment, which nobody else would take. */
    private Supplier<List<MemberChat>> withdrawn(Question question) {
        synchronized (this) {
            waiting.remove(question);
        }
        question.turn().complete(() -> alone(question));
        return question.turn().join();
    }

    private List<MemberChat> alone(Question question) {
        return chats.chatsOf(List.of(question.userId()), 1).get(0);
    }

    private List<MemberChat> readBeside(Question own) {
        try {
            List<Question> others = others();
            return others.isEmpty() ? alone(own) : readWith(own, others);
        } finally {
            passOn();
        }
    }

    private synchronized List<Question> others() {
        List<Question> others = new ArrayList<>();
        while (others.size() < USERS_AT_ONCE - 1 && !waiting.isEmpty()) {
            others.add(waiting.remove());
        }
        return others;
    }

    private List<MemberChat> readWith(Question own, List<Question> others) {
        List<UserId> users = new ArrayList<>(others.size() + 1);
        users.add(own.userId());
        others.forEach(other -> users.add(other.userId()));
        try {
            List<List<MemberChat>> found = chats.chatsOf(users, CHATS_AT_ONCE);
            for (int i = 1; i < found.size(); i++) {
                List<MemberChat> answer = found.get(i);
                others.get(i - 1).turn().complete(() -> answer);
            }
            waitOn(others.subList(found.size() - 1, others.size()));
            return found.get(0);
        } catch (MongoException e) {
            others.forEach(other -> other.fail(e));
            throw e;
        } catch (RuntimeException e) {
            // What cannot be read of one is not to keep the others from theirs.
            others.forEach(other -> other.turn().complete(() -> alone(other)));
            return alone(own);
        }
    }

    /** In front again, for the next who reads. */
    private synchronized void waitOn(List<Question> left) {
        for (int i = left.size() - 1; i >= 0; i--) {
            waiting.addFirst(left.get(i));
        }
    }

    /** To the first who still waits. */
    private void passOn() {
        @Nullable Question next = nextOrFree();
        while (next != null && !next.turn().complete(turnOf(next))) {
            next = nextOrFree();
        }
    }

    private synchronized @Nullable Question nextOrFree() {
        @Nullable Question next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }
}

package io.parley.projection.deadletter;

import io.parley.engines.mongo.ViewIds;
import io.parley.projection.deadletter.DeadLetters.Special;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.stereotype.Component;

/**
 * Projects what can be projected. An event that cannot is set aside, and so are the later ones of its chat, to keep their
 * order; other chats go on in the same pass. A failure that says nothing of any event fails the whole batch, which comes
 * again.
 */
@Component
public class GuardedProjection {
    private final Projector projector;
    private final DeadLetters letters;

    GuardedProjection(Projector projector, DeadLetters letters) {
        this.projector = projector;
        this.letters = letters;
    }

    /** To be called when a segment was claimed, before events of it are projected. */
    public void segmentClaimed() {
        letters.segmentClaimed();
    }

    /** Afterwards each of the events is in the views or among the letters. */
    public void project(List<DomainEventMessage<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Special special = letters.among(chatsOf(batch));
        if (special.isNothing() && projected(batch, special.holed())) {
            return;
        }
        List<Share> shares = new ArrayList<>();
        byChat(batch).forEach((chatId, events) -> shares.add(new Share(chatId, events, special.free(chatId, events))));
        boolean allProjected = !special.isNothing() && projected(straight(shares), special.holed());
        for (Share share : shares) {
            if ((allProjected || projectedApart(share, special.holed()))
                    && !share.behind().isEmpty()) {
                letters.addBehind(share.chatId, share.behind());
            }
        }
    }

    /** A chat's events of a batch, of which the first {@code count} wait for nothing and the others wait behind letters. */
    private record Share(String chatId, List<DomainEventMessage<?>> events, int count) {
        private List<DomainEventMessage<?>> free() {
            return events.subList(0, count);
        }

        private List<DomainEventMessage<?>> behind() {
            return events.subList(count, events.size());
        }
    }

    /** Where one of the chat's events cannot be projected, it and all behind it are set aside. */
    private boolean projectedApart(Share share, Set<String> holed) {
        if (projected(share.free(), holed)) {
            return true;
        }
        for (int i = 0; i < share.count; i++) {
            Optional<Poison> poison = poisonIn(List.of(share.events.get(i)), holed);
            if (poison.isPresent()) {
                letters.add(share.chatId, share.events.subList(i, share.events.size()), poison.get());
                return false;
            }
        }
        return true;
    }

    private boolean projected(List<DomainEventMessage<?>> events, Set<String> holed) {
        return events.isEmpty() || poisonIn(events, holed).isEmpty();
    }

    private Optional<Poison> poisonIn(List<DomainEventMessage<?>> events, Set<String> holed) {
        try {
            projector.project(events, holed);
            return Optional.empty();
        } catch (RuntimeException e) {
            Optional<Poison> poison = Failures.poisonIn(e);
            if (poison.isEmpty()) {
                throw e;
            }
            return poison;
        }
    }

    private static List<DomainEventMessage<?>> straight(List<Share> shares) {
        return shares.stream().flatMap(share -> share.free().stream()).toList();
    }

    private static Set<String> chatsOf(List<DomainEventMessage<?>> batch) {
        Set<String> chats = new HashSet<>();
        for (DomainEventMessage<?> event : batch) {
            chats.add(ViewIds.head(event.getAggregateIdentifier()));
        }
        return chats;
    }

    private static Map<String, List<DomainEventMessage<?>>> byChat(List<DomainEventMessage<?>> batch) {
        Map<String, List<DomainEventMessage<?>>> chats = new LinkedHashMap<>();
        for (DomainEventMessage<?> event : batch) {
            chats.computeIfAbsent(ViewIds.head(event.getAggregateIdentifier()), chat -> new ArrayList<>())
                    .add(event);
        }
        return chats;
    }
}

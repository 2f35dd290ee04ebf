package io.parley.projection.deadletter;

import io.parley.engines.mongo.ViewIds;
import java.util.ArrayList;
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

    /** Afterwards each of the events is in the views or among the letters. */
    public void project(List<DomainEventMessage<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Map<String, List<DomainEventMessage<?>>> chats = byChat(batch);
        Set<String> blocked = letters.blocked(chats.keySet());
        chats.forEach((chatId, events) -> {
            if (blocked.contains(chatId)) {
                letters.addBehind(chatId, events);
            }
        });
        chats.keySet().removeAll(blocked);
        if (!projected(chats.values().stream().flatMap(List::stream).toList())) {
            chats.forEach(this::projectApart);
        }
    }

    private void projectApart(String chatId, List<DomainEventMessage<?>> events) {
        if (projected(events)) {
            return;
        }
        for (int i = 0; i < events.size(); i++) {
            Optional<Poison> poison = poisonIn(List.of(events.get(i)));
            if (poison.isPresent()) {
                letters.add(chatId, events.subList(i, events.size()), poison.get());
                return;
            }
        }
    }

    private boolean projected(List<DomainEventMessage<?>> events) {
        return events.isEmpty() || poisonIn(events).isEmpty();
    }

    private Optional<Poison> poisonIn(List<DomainEventMessage<?>> events) {
        try {
            projector.project(events);
            return Optional.empty();
        } catch (RuntimeException e) {
            Optional<Poison> poison = Failures.poisonIn(e);
            if (poison.isEmpty()) {
                throw e;
            }
            return poison;
        }
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

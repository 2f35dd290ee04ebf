package io.parley.command;

import io.parley.command.config.CommandSideConfiguration;
import io.parley.embedded.postgres.EmbeddedPostgresServer;
import io.parley.engines.config.EnginesConfiguration;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.ChatOpened;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.Content;
import io.parley.shared.message.MessageAccepted;
import io.parley.shared.message.SendMessage;
import io.parley.shared.refusal.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** One command side with a bus and caches of its own; several can share a database. */
record CommandNode(ConfigurableApplicationContext context) implements AutoCloseable {
    static final UserId ALICE = new UserId("alice");
    static final UserId BOB = new UserId("bob");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({EnginesConfiguration.class, CommandSideConfiguration.class})
    static class CommandSide {}

    static CommandNode on(EmbeddedPostgresServer postgres, Class<?>... besides) {
        return on(postgres, 50, besides);
    }

    static CommandNode on(EmbeddedPostgresServer postgres, int snapshotEvery, Class<?>... besides) {
        List<Class<?>> sources = new ArrayList<>(List.of(besides));
        sources.add(CommandSide.class);
        return new CommandNode(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .run(
                        "--parley.event-store=embedded",
                        "--parley.postgres.url=" + postgres.jdbcUrl(),
                        "--parley.postgres.user=" + postgres.user(),
                        "--parley.postgres.password=" + postgres.password(),
                        "--parley.command.snapshot-every=" + snapshotEvery,
                        "--parley.command.patience=30s"));
    }

    ChatId open(String name) {
        ChatId chat = ChatId.group(ALICE, name);
        CreateChat command = new CreateChat(chat, ChatKind.GROUP, ALICE, List.of(BOB), "Team", false, false);
        return answer(context.getBean(CommandGateway.class).<ChatOpened>send(command))
                .chatId();
    }

    CompletableFuture<MessageAccepted> send(ChatId chat, UserId sender, UUID id, String text) {
        return context.getBean(CommandGateway.class)
                .send(new SendMessage(
                        chat, sender, new ClientMessageId(id.toString()), Content.text(text), null, null, List.of()));
    }

    MessageAccepted say(ChatId chat, UUID id, String text) {
        return answer(send(chat, ALICE, id, text));
    }

    List<? extends DomainEventMessage<?>> timeline(ChatId chat) {
        return context.getBean(EventStore.class)
                .readEvents(chat.value(), 0)
                .asStream()
                .toList();
    }

    static <T> T answer(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** What it was refused with; empty where it was answered. */
    static Optional<Problem> refusal(CompletableFuture<?> future) {
        return future.handle((answer, failure) -> {
                    Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
                    return cause instanceof CommandExecutionException refused
                            ? refused.<Problem>getDetails()
                            : Optional.<Problem>empty();
                })
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        context.close();
    }
}

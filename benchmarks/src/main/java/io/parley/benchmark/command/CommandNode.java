package io.parley.benchmark.command;

import io.parley.benchmark.Messages;
import io.parley.command.config.CommandSideConfiguration;
import io.parley.engines.config.EnginesConfiguration;
import io.parley.shared.chat.ChatId;
import io.parley.shared.chat.ChatKind;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.member.UserId;
import io.parley.shared.message.Content;
import io.parley.shared.message.SendMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side as it is deployed, with one shard, so that what is sent together is committed together. */
final class CommandNode implements AutoCloseable {
    private static final int CHATS = 64;
    private static final long PATIENCE_SECONDS = 30;

    private final ConfigurableApplicationContext context;
    private final @Nullable TemporaryPostgres postgres;
    private final CommandGateway gateway;
    private final List<ChatId> chats;
    private long sent;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({EnginesConfiguration.class, CommandSideConfiguration.class})
    static class OnPostgres {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({MemoryStore.class, CommandSideConfiguration.class})
    static class InMemory {}

    private CommandNode(ConfigurableApplicationContext context, @Nullable TemporaryPostgres postgres) {
        this.context = context;
        this.postgres = postgres;
        this.gateway = context.getBean(CommandGateway.class);
        context.getBean(CommandBus.class).subscribe(Batches.Begin.class.getName(), begin -> null);
        this.chats = IntStream.range(0, CHATS).mapToObj(this::open).toList();
    }

    static CommandNode on(Store store) {
        if (store == Store.MEMORY) {
            return new CommandNode(run(InMemory.class, List.of()), null);
        }
        TemporaryPostgres postgres = TemporaryPostgres.start();
        return new CommandNode(run(OnPostgres.class, postgres.settings()), postgres);
    }

    private static ConfigurableApplicationContext run(Class<?> configuration, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("--parley.event-store=embedded");
        all.add("--parley.command.threads=1");
        // Snapshots are taken beside the commands, and by chance within a measurement or not.
        all.add("--parley.command.snapshot-every=" + Integer.MAX_VALUE);
        return new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(all.toArray(String[]::new));
    }

    private ChatId open(int number) {
        ChatId chat = ChatId.group(Messages.SENDER, "benchmark-" + number);
        UserId other = new UserId("receiver-" + number);
        gateway.send(new CreateChat(chat, ChatKind.GROUP, Messages.SENDER, List.of(other), null, false, false))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return chat;
    }

    /** Sends batches one behind the other and waits until the last is answered. */
    void send(int batches, int together) {
        new Batches(gateway, this::next, batches, together)
                .begin()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private SendMessage next() {
        long number = sent++;
        return new SendMessage(
                chats.get((int) (number % CHATS)),
                Messages.SENDER,
                Messages.clientMsgId(number),
                Content.text(Messages.TEXT),
                null,
                null,
                List.of());
    }

    @Override
    public void close() {
        context.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}

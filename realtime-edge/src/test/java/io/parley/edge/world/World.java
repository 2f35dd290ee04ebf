package io.parley.edge.world;

import io.parley.edge.config.RealtimeEdgeConfiguration;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.inbox.FindInbox;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.member.FindMembers;
import io.parley.shared.message.SendMessage;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.receipt.FindMarks;
import io.parley.shared.receipt.FindReceipts;
import io.parley.shared.refusal.Refusal;
import io.parley.shared.timeline.FindChats;
import io.parley.shared.timeline.FindHeads;
import io.parley.shared.timeline.FindHistory;
import io.parley.shared.timeline.FindMemberships;
import io.parley.shared.timeline.TimelineEnvelope;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryExecutionException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import tools.jackson.databind.json.JsonMapper;

/** The edge as it is, on Axon's local buses, with a backend in memory behind them. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(RealtimeEdgeConfiguration.class)
public class World {
    @Bean
    @ConditionalOnMissingBean
    Tokens tokens() {
        return new Tokens();
    }

    @Bean
    ReactiveJwtDecoder decoder(Tokens tokens) {
        return tokens.decoder();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    JsonMapper jsonMapper() {
        return ParleyJson.mapper();
    }

    @Bean
    @ConditionalOnMissingBean
    TestRouter router(RedissonClient redis) {
        return new TestRouter(redis);
    }

    @Bean
    @ConditionalOnMissingBean
    Backend backend(TestRouter router) {
        return new Backend(router::event, router::receipt);
    }

    @Bean
    InitializingBean handlers(Backend backend, CommandBus commands, QueryBus queries) {
        return () -> subscribe(backend, commands, queries);
    }

    private static void subscribe(Backend backend, CommandBus commands, QueryBus queries) {
        handle(commands, CreateChat.class, backend, backend::create);
        handle(commands, SendMessage.class, backend, backend::send);
        handle(commands, ConfirmReceipt.class, backend, backend::confirm);
        answer(queries, FindHistory.class, FindHistory.Page.class, backend::history);
        answer(queries, FindMemberships.class, FindMemberships.Memberships.class, backend::memberships);
        answer(queries, FindChats.class, FindChats.Chats.class, query -> chats(backend, query));
        answer(queries, FindHeads.class, FindHeads.Heads.class, backend::heads);
        answer(queries, FindMarks.class, FindMarks.Marks.class, backend::marks);
        answer(queries, FindMembers.class, FindMembers.Page.class, backend::members);
        answer(queries, FindReceipts.class, FindReceipts.Receipts.class, backend::receipts);
        answer(queries, FindHistory.class, FindHistory.Json.class, query -> json(backend.history(query)));
        answer(
                queries,
                FindInbox.class,
                FindInbox.Json.class,
                query -> new FindInbox.Json(ParleyJson.mapper().writeValueAsBytes(backend.inbox(query))));
    }

    private static FindHistory.Json json(FindHistory.Page page) {
        record Shown(List<TimelineEnvelope> items, boolean more) {}
        return new FindHistory.Json(ParleyJson.mapper().writeValueAsBytes(new Shown(page.items(), page.more())));
    }

    private static FindChats.Chats chats(Backend backend, FindChats query) {
        return new FindChats.Chats(backend.memberships(new FindMemberships(query.userIds())).ofEach().stream()
                .map(ofOne ->
                        ofOne.stream().map(FindMemberships.Membership::chatId).toList())
                .toList());
    }

    private static <C> void handle(
            CommandBus bus, Class<C> type, Backend backend, Function<C, @Nullable Object> handler) {
        bus.subscribe(type.getName(), (MessageHandler<org.axonframework.commandhandling.CommandMessage<?>>) message -> {
            try {
                @Nullable Object answer = handler.apply(type.cast(message.getPayload()));
                backend.answer();
                return answer;
            } catch (Refusal refusal) {
                throw new CommandExecutionException(refusal.getMessage(), null, refusal.problem());
            }
        });
    }

    private static <Q, A> void answer(QueryBus bus, Class<Q> type, Class<A> answer, Function<Q, A> handler) {
        bus.<A>subscribe(type.getName(), answer, message -> {
            try {
                return handler.apply(type.cast(message.getPayload()));
            } catch (Refusal refusal) {
                throw new QueryExecutionException(refusal.getMessage(), null, refusal.problem());
            }
        });
    }
}

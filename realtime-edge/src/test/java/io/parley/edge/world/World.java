package io.parley.edge.world;

import io.parley.edge.config.RealtimeEdgeConfiguration;
import io.parley.shared.chat.CreateChat;
import io.parley.shared.json.ParleyJson;
import io.parley.shared.message.SendMessage;
import io.parley.shared.receipt.ConfirmReceipt;
import io.parley.shared.refusal.Refusal;
import java.time.Clock;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.queryhandling.QueryBus;
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
        new BackendViews(backend).answerOn(queries);
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
}

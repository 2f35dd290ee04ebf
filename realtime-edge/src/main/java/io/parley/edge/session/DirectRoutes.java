package io.parley.edge.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.CompositeMessageCondition;
import org.springframework.messaging.handler.DestinationPatternsMessageCondition;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls our own routes without what Spring does for handlers of any shape: for a message that is sent, and for each
 * envelope that is pushed, that would cost more than all the rest of the edge. Spring still finds the routes, and answers
 * what none of them is.
 */
@Component
final class DirectRoutes {
    private final Map<String, Function<Request, Object>> answers = new HashMap<>();
    private final Map<String, Function<Request, Object>> streams = new HashMap<>();

    DirectRoutes(RSocketMessageHandler routes) {
        routes.getHandlerMethods().forEach(this::add);
    }

    private void add(CompositeMessageCondition condition, HandlerMethod handler) {
        HandlerMethod resolved = handler.createWithResolvedBean();
        Method method = resolved.getMethod();
        if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != Request.class) {
            return;
        }
        ReflectionUtils.makeAccessible(method);
        Object routes = resolved.getBean();
        for (String name : condition
                .getCondition(DestinationPatternsMessageCondition.class)
                .getPatterns()) {
            (method.getReturnType() == Flux.class ? streams : answers)
                    .put(name, request -> call(method, routes, request));
        }
    }

    private static Object call(Method method, Object routes, Request request) {
        Object result = ReflectionUtils.invokeMethod(method, routes, request);
        if (result == null) {
            throw new IllegalStateException(method + " has to return a publisher.");
        }
        return result;
    }

    /** The answer, or null where no route of ours has that name. */
    @Nullable
    Mono<Payload> answer(@Nullable String route, Session session, Payload payload) {
        Function<Request, Object> handler = route == null ? null : answers.get(route);
        return handler == null ? null : ((Mono<?>) handler.apply(request(session, payload))).map(DirectRoutes::payload);
    }

    /** The stream, or null where no route of ours has that name. */
    @Nullable
    Flux<Payload> stream(@Nullable String route, Session session, Payload payload) {
        Function<Request, Object> handler = route == null ? null : streams.get(route);
        return handler == null ? null : ((Flux<?>) handler.apply(request(session, payload))).map(DirectRoutes::payload);
    }

    private static Request request(Session session, Payload payload) {
        ByteBuf data = payload.data();
        byte[] body = ByteBufUtil.getBytes(data);
        payload.release();
        return new Request(session, body);
    }

    private static Payload payload(Object bytes) {
        return DefaultPayload.create((byte[]) bytes);
    }
}

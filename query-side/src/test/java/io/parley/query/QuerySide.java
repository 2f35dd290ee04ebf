package io.parley.query;

import com.mongodb.client.MongoDatabase;
import io.parley.embedded.mongo.MongoEngine;
import io.parley.query.config.QuerySideConfiguration;
import io.parley.shared.refusal.Problem;
import io.parley.shared.refusal.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionException;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The query side over views that a test has laid out, asked as the edge asks it. */
public final class QuerySide implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final QueryGateway gateway;

    public QuerySide(MongoEngine engine, MongoDatabase database) {
        this(engine.uri(database), 20_000);
    }

    public QuerySide(MongoEngine engine, MongoDatabase database, Clock clock) {
        this(engine.uri(database), 20_000, clock);
    }

    public QuerySide(String uri, int patienceMillis) {
        this(uri, patienceMillis, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private QuerySide(String uri, int patienceMillis, Clock clock) {
        context = new SpringApplicationBuilder(QuerySideConfiguration.class)
                .web(WebApplicationType.NONE)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("clock", clock))
                .run("--parley.mongo.uri=" + uri, "--parley.mongo.server-selection-millis=" + patienceMillis);
        SimpleQueryBus bus = SimpleQueryBus.builder().build();
        context.getBeansOfType(Object.class).values().stream()
                .filter(bean -> bean.getClass().getPackageName().startsWith("io.parley.query."))
                .forEach(bean -> new AnnotationQueryHandlerAdapter<>(bean).subscribe(bus));
        gateway = DefaultQueryGateway.builder().queryBus(bus).build();
    }

    public <T> T ask(Object query, Class<T> answer) {
        return gateway.query(query, answer).join();
    }

    /** The problem with which a query is refused. */
    public Problem refusal(Object query) {
        try {
            gateway.query(query, Object.class).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                return refusal.problem();
            }
            throw e;
        }
        throw new AssertionError("The query was answered: " + query);
    }

    @Override
    public void close() {
        context.close();
    }
}

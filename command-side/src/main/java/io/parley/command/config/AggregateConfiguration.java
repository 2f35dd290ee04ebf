package io.parley.command.config;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.parley.command.snapshot.SnapshotsFromMemory;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.cache.CacheManager;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.JCacheAdapter;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Caches and snapshots of aggregates. Strong and bounded: weak entries would vanish at each garbage collection. */
@Configuration(proxyBeanMethods = false)
class AggregateConfiguration {
    @Bean(destroyMethod = "close")
    CacheManager aggregateCaches() {
        return new CaffeineCachingProvider().getCacheManager();
    }

    @Bean
    Cache chatCache(CacheManager aggregateCaches, CommandSideProperties properties) {
        return bounded(aggregateCaches, "chats", properties.cachedChats());
    }

    @Bean
    Cache receiptsCache(CacheManager aggregateCaches, CommandSideProperties properties) {
        return bounded(aggregateCaches, "receipts", properties.cachedReceipts());
    }

    /** Stored where commands are committed, a snapshot would make all of them wait. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService snapshotThread() {
        return Executors.newSingleThreadExecutor(new CustomizableThreadFactory("parley-snapshots-"));
    }

    @Bean
    SnapshotTriggerDefinition aggregateSnapshots(
            Serializer serializer,
            EventStore events,
            ExecutorService snapshotThread,
            CommandSideProperties properties) {
        return new SnapshotsFromMemory(serializer, events, snapshotThread, properties.snapshotEvery());
    }

    private static Cache bounded(CacheManager caches, String name, int entries) {
        CaffeineConfiguration<Object, Object> configuration = new CaffeineConfiguration<>();
        configuration.setStoreByValue(false);
        configuration.setMaximumSize(OptionalLong.of(entries));
        return new JCacheAdapter(caches.createCache(name, configuration));
    }
}

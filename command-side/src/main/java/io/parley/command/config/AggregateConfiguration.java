package io.parley.command.config;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import java.util.OptionalLong;
import javax.cache.CacheManager;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.JCacheAdapter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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

    @Bean
    SnapshotTriggerDefinition aggregateSnapshots(Snapshotter snapshotter, CommandSideProperties properties) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, properties.snapshotEvery());
    }

    private static Cache bounded(CacheManager caches, String name, int entries) {
        CaffeineConfiguration<Object, Object> configuration = new CaffeineConfiguration<>();
        configuration.setStoreByValue(false);
        configuration.setMaximumSize(OptionalLong.of(entries));
        return new JCacheAdapter(caches.createCache(name, configuration));
    }
}

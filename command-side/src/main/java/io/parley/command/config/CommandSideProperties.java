package io.parley.command.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Bounds of the command side; defaults in {@code parley/command-side.yml}.
 *
 * @param threads handlers at work at once; 0 for as many as suit the machine
 * @param queue commands at work or waiting at most
 * @param together commands stored with one commit at most
 * @param patience how long a command waits at most
 * @param cachedChats chats kept in memory
 * @param cachedReceipts members' marks kept in memory
 * @param snapshotEvery events between two snapshots of one aggregate
 */
@ConfigurationProperties("parley.command")
public record CommandSideProperties(
        int threads,
        int queue,
        int together,
        Duration patience,
        int cachedChats,
        int cachedReceipts,
        int snapshotEvery) {
    public CommandSideProperties {
        if (threads == 0) {
            threads = Runtime.getRuntime().availableProcessors() < 4 ? 1 : 2;
        }
    }
}

package io.parley.edge.command;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Patience with the write side; defaults in {@code parley/realtime-edge.yml}.
 *
 * @param deadline how long a client waits for an answer at most, all tries included
 * @param retrying commands that wait for their next try at most, on this node
 */
@ConfigurationProperties("parley.edge.commands")
public record CommandProperties(Duration deadline, int retrying) {}

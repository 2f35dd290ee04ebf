package io.parley.projection.deadletter;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the queue takes. A letter needs some 500 bytes, whatever its event.
 *
 * @param chats that may have letters at a time; the segment of one more waits
 * @param perChat letters of one chat; beyond, one letter stands for all that follows in a stream
 */
@ConfigurationProperties("parley.projections.dead-letters")
public record DeadLetterProperties(
        @DefaultValue("1000") int chats,
        @DefaultValue("20000") int perChat) {}

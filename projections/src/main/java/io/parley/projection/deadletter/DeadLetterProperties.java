package io.parley.projection.deadletter;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the queue takes. A letter needs some 500 bytes, whatever its event. Beyond these bounds a chat's segment waits.
 *
 * @param chats that may have letters at a time
 * @param perChat letters of one chat
 */
@ConfigurationProperties("parley.projections.dead-letters")
public record DeadLetterProperties(
        @DefaultValue("1000") int chats,
        @DefaultValue("20000") int perChat) {}

package io.parley.query.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How inboxes are answered.
 *
 * @param kept for how long the next pages of an inbox are of the moment of its first, unless the user has written since; 0 for
 *     never
 */
@ConfigurationProperties("parley.query.inbox")
public record InboxProperties(@DefaultValue("1s") Duration kept) {}

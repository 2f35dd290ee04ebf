package io.parley.query.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How inboxes are answered.
 *
 * @param kept for how long an inbox that was read serves its user again, unless the user has written since; 0 for never
 */
@ConfigurationProperties("parley.query.inbox")
public record InboxProperties(@DefaultValue("100ms") Duration kept) {}

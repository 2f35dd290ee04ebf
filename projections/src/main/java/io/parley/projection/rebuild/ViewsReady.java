package io.parley.projection.rebuild;

import java.time.Duration;

/**
 * The views are complete; published as an application event, once.
 *
 * @param total events stored when this node started
 * @param took since this node started to look
 */
public record ViewsReady(long total, Duration took) {}

package io.parley.projection.rebuild;

/**
 * The views are being rebuilt; published as an application event, once a second at most.
 *
 * @param done events projected
 * @param total events stored when this node started
 * @param perSecond events projected a second since then
 */
public record ViewsRebuilding(long done, long total, long perSecond) {}

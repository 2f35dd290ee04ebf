package io.parley.edge.delivery;

/**
 * What Redis answers to a beacon.
 *
 * @param pushes the number of the last push to this node, -1 where Redis does not know the node
 * @param missed how often a router had to let something go
 * @param server which run of which server answers
 */
record Sign(long pushes, long missed, String server) {}

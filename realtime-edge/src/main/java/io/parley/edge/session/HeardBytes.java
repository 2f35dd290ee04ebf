package io.parley.edge.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Notes that bytes come, before they are a frame: a large one on a slow line takes its time. For the event loop only. */
final class HeardBytes extends ChannelInboundHandlerAdapter {
    private boolean heard = true;

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        heard = true;
        context.fireChannelRead(bytes);
    }

    /** Whether any have come since this was last asked. */
    boolean wereHeard() {
        boolean since = heard;
        heard = false;
        return since;
    }
}

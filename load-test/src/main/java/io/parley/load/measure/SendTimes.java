package io.parley.load.measure;

/** When each message was sent, in a closed loop: what is measured is how long the server takes, and it paces us. */
public final class SendTimes implements Timing {
    private final long measuredFrom;
    private final long sendingEnds;
    private final GrowingLongs sent = new GrowingLongs();

    public SendTimes(long measuredFrom, long sendingEnds) {
        this.measuredFrom = measuredFrom;
        this.sendingEnds = sendingEnds;
    }

    public void sent(long number, long nanos) {
        sent.set(number, nanos);
    }

    @Override
    public long startNanos(long number) {
        return sent.get(number);
    }

    @Override
    public boolean measured(long number) {
        return sent.get(number) - measuredFrom >= 0;
    }

    @Override
    public long measuredFrom() {
        return measuredFrom;
    }

    @Override
    public long sendingEnds() {
        return sendingEnds;
    }
}

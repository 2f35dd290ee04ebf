package io.parley.load.page;

import picocli.CommandLine.Option;

/** How much there is to page through. */
public final class PageOptions {
    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "pages: messages in the chat whose history is read (default: 100000).")
    private int messages = 100_000;

    @Option(names = "--chats", paramLabel = "N", description = "pages: chats in each inbox (default: 200).")
    private int chats = 200;

    public boolean valid() {
        return messages >= Pages.PAGE && chats > 0;
    }

    int messages(int factor) {
        return messages * factor;
    }

    int chats() {
        return chats;
    }
}

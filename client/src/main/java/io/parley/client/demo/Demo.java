package io.parley.client.demo;

import io.parley.client.Ack;
import io.parley.client.ChatRef;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The play: a group with a member who is offline, a direct chat beside it, and her return. */
final class Demo {
    private final Cast cast;
    private final Stage stage;

    Demo(Cast cast, Stage stage) {
        this.cast = cast;
        this.stage = stage;
    }

    void play(URI server) throws IOException {
        stage.opens(server);
        Device alice = cast.connect("alice", "phone");
        Device bob = cast.connect("bob", "laptop");

        ChatRef lake = alice.opensGroup("Lake on Saturday", List.of(cast.userId("bob"), cast.userId("carol")));
        say(lake, alice, "Who is in for the lake on Saturday?", bob);
        say(lake, bob, "I am! Shall I bring the canoe?", alice);
        Ack last = say(lake, alice, "Please do. Carol, you too?", bob);
        bob.reads(lake, last.seq());
        alice.seesReceipt(cast.userId("bob"), last.seq());

        ChatRef direct = bob.opensDirect(cast.userId("alice"));
        say(direct, bob, "It is her birthday. Cake?", alice);
        say(direct, alice, "Cake. Not a word.", bob);

        carolComesLate(lake, last, alice, bob);
    }

    private void carolComesLate(ChatRef lake, Ack last, Device alice, Device bob) throws IOException {
        Device carol = cast.connect("carol", "tablet");
        carol.sees(lake, last.seq());
        int before = carol.unread(lake);
        carol.reads(lake, last.seq());
        alice.seesReceipt(cast.userId("carol"), last.seq());
        bob.seesReceipt(cast.userId("carol"), last.seq());
        int after = carol.unread(lake);
        Ack answer = say(lake, carol, "Just saw all of this. I am in!", alice);
        bob.sees(lake, answer.seq());

        List.of(alice, bob, carol).forEach(stage::shows);
        stage.closes("carol was offline and missed nothing; her unread went from " + before + " to " + after + ".");
    }

    private static Ack say(ChatRef chat, Device speaker, String text, Device listener) {
        Ack ack = speaker.says(chat, text);
        speaker.sees(chat, ack.seq());
        listener.sees(chat, ack.seq());
        return ack;
    }
}

package io.parley.client.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;

/** Prints what was seen, one line an envelope. */
final class Stage {
    private static final int TITLE_WIDTH = 18;

    private final PrintWriter out;
    private final Ansi ansi;

    Stage(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void opens(URI server) {
        out.println(ansi.string("@|bold Parley|@ at " + server + ": alice and bob chat, carol comes late"));
        out.flush();
    }

    void shows(Device device) {
        out.println();
        out.println(ansi.string("@|bold,cyan " + device.title() + "|@"));
        Map<String, String> titles = new HashMap<>();
        for (JsonNode envelope : device.seen()) {
            learnTitle(titles, device, envelope);
            String chat = titles.getOrDefault(text(envelope, "chatId"), "");
            out.printf("  %-" + TITLE_WIDTH + "s %3s  %s%n", chat, seq(envelope), line(device, envelope));
        }
        out.flush();
    }

    void closes(String sentence) {
        out.println();
        out.println(ansi.string("@|green " + sentence + "|@"));
        out.flush();
    }

    private String line(Device device, JsonNode envelope) {
        return switch (text(envelope, "type")) {
            case "CHAT_CREATED" -> dim("created by " + person(envelope, "from") + ": " + members(envelope));
            case "MESSAGE" -> person(envelope, "from") + ": " + text(envelope, "text");
            case "RECEIPT" ->
                dim(reader(device, envelope) + " "
                        + (text(envelope, "receipt").equals("READ") ? "read" : "got") + " up to #"
                        + text(envelope, "upTo"));
            case "CAUGHT_UP" -> dim("-- caught up with " + counted(envelope) + ", live from here --");
            default -> dim(text(envelope, "type"));
        };
    }

    private static String counted(JsonNode envelope) {
        String chats = text(envelope, "chats");
        return chats + (chats.equals("1") ? " chat" : " chats");
    }

    private static void learnTitle(Map<String, String> titles, Device device, JsonNode envelope) {
        if (text(envelope, "type").equals("CHAT_CREATED")) {
            String title = text(envelope, "title");
            titles.put(text(envelope, "chatId"), title.isEmpty() ? "with " + others(device, envelope) : title);
        }
    }

    private static String members(JsonNode envelope) {
        return names(envelope).collect(Collectors.joining(", "));
    }

    private static String others(Device device, JsonNode envelope) {
        return names(envelope).filter(name -> !name.equals(device.owner())).collect(Collectors.joining(", "));
    }

    private static Stream<String> names(JsonNode envelope) {
        return StreamSupport.stream(envelope.path("members").spliterator(), false)
                .map(member -> Cast.name(member.asString("")));
    }

    private static String reader(Device device, JsonNode envelope) {
        String name = person(envelope, "userId");
        return name.equals(device.owner()) ? "you" : name;
    }

    private static String person(JsonNode envelope, String field) {
        return Cast.name(text(envelope, field));
    }

    private static String seq(JsonNode envelope) {
        return envelope.has("seq") ? "#" + text(envelope, "seq") : "";
    }

    private String dim(String words) {
        return ansi.string("@|faint " + words + "|@");
    }

    private static String text(JsonNode envelope, String field) {
        return envelope.path(field).asString("");
    }
}

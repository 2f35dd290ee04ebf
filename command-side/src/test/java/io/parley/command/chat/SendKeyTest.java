package io.parley.command.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import org.junit.jupiter.api.Test;

class SendKeyTest {
    private static final ClientMessageId ID = new ClientMessageId("6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a10");

    /** Stored with every message: if this value changes, repeats of old messages are new ones. */
    @Test
    void staysWhatItIs() {
        assertThat(key("team", "alice", ID)).isEqualTo("HPKppRBQ314HqSjkMc8GEXQRhb_cPggYwIPJ-k7LN0Y");
    }

    @Test
    void isOneForBothSpellingsOfAUuid() {
        ClientMessageId capitals = new ClientMessageId("6F1C9A52-0D3E-4B7A-9C55-2F1D8F0F6A10");
        assertThat(key("team", "alice", capitals)).isEqualTo(key("team", "alice", ID));
    }

    @Test
    void tellsChatUserAndIdApart() {
        ClientMessageId other = new ClientMessageId("6f1c9a52-0d3e-4b7a-9c55-2f1d8f0f6a11");
        assertThat(key("team", "alice", ID))
                .isNotEqualTo(key("tea", "malice", ID))
                .isNotEqualTo(key("alice", "team", ID))
                .isNotEqualTo(key("team", "bob", ID))
                .isNotEqualTo(key("team", "alice", other));
    }

    private static String key(String chat, String user, ClientMessageId id) {
        return SendKey.of(new ChatId(chat), new UserId(user), id).value();
    }
}

package io.parley.engines.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import org.junit.jupiter.api.Test;

class ViewIdsTest {
    private static final ChatId CHAT = new ChatId("c1");

    @Test
    void numbersOfOneOwnerAreInTheOrderOfTheirBytes() {
        assertThat(ViewIds.timeline(CHAT, 0)).isEqualTo("c1:000000000000");
        assertThat(ViewIds.timeline(CHAT, 987_654_321_012L)).isEqualTo("c1:987654321012");
        assertThat(ViewIds.marks(CHAT, 42, new UserId("ann"))).isEqualTo("c1:0000000042:ann");
        assertThat(ViewIds.letter("c1", 7)).isEqualTo("c1:0000000000000000007");
    }

    @Test
    void lettersOfTailsComeBehindAllOthersOfTheirChat() {
        assertThat(ViewIds.letterFromTail("c1:r:ann", 7)).isEqualTo("c1:r::r:ann:000000000007");
        assertThat(ViewIds.letterFromTail("c1", 7)).isEqualTo("c1:r::000000000007");
        assertThat(ViewIds.letterTail("c1:r:ann")).isEqualTo("c1:t:r:ann");
    }
}

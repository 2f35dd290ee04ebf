package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.RejectedSetupException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Nested
    class AnApplicationError {
        @Test
        void isReadWithItsCodeFieldAndAdvice() {
            Throwable problem = Problems.of(new ApplicationErrorException("""
                            {"code":"RATE_LIMITED","message":"Slow down.","field":"chatId","retryable":true,"retryAfterMs":250}"""));

            assertThat(problem).isInstanceOfSatisfying(ParleyProblem.class, it -> {
                assertThat(it.code()).isEqualTo("RATE_LIMITED");
                assertThat(it.field()).isEqualTo("chatId");
                assertThat(it.retryable()).isTrue();
                assertThat(it.retryAfterMs()).isEqualTo(250L);
                assertThat(it).hasMessage("Slow down.");
            });
        }

        @Test
        void thatIsNotOfTheContractStaysWhatItWas() {
            Throwable strange = new ApplicationErrorException("boom");

            assertThat(Problems.of(strange)).isSameAs(strange);
        }
    }

    @Test
    void aRejectedSetupIsTold() {
        assertThat(Problems.of(new RejectedSetupException("The token has expired.")))
                .isInstanceOfSatisfying(
                        ParleyProblem.class, it -> assertThat(it.code()).isEqualTo("REJECTED_SETUP"));
    }
}

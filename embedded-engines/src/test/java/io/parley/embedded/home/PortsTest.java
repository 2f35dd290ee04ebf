package io.parley.embedded.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {
    @Nested
    class Requiring {
        @Test
        void acceptsAPortThatNobodyHolds() {
            Ports.requireFree(Ports.free(), "choose another one");
        }

        @Test
        void refusesATakenPortWithARemedy() throws IOException {
            try (ServerSocket taken = new ServerSocket(0)) {
                assertThatThrownBy(() -> Ports.requireFree(taken.getLocalPort(), "choose another one"))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("Port " + taken.getLocalPort() + " is already in use by")
                        .hasMessageContaining("choose another one");
            }
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void namesTheHolder() throws IOException {
            try (ServerSocket taken = new ServerSocket(0)) {
                assertThat(PortHolder.of(taken.getLocalPort()))
                        .startsWith("process " + ProcessHandle.current().pid())
                        .contains("java");
            }
        }
    }
}

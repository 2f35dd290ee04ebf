package io.parley.system.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.system.kit.EndToEnd;
import io.parley.system.kit.Parley;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.Test;

@EndToEnd
class OriginTest {
    private static final int FORBIDDEN = 403;

    @Test
    void ofAForeignSiteIsRefusedAtTheUpgrade(Parley parley) {
        assertThatThrownBy(() -> open(parley, "https://evil.example"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(
                        it -> ((WebSocketHandshakeException) it).getResponse().statusCode())
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void thatIsNoAddressIsRefusedToo(Parley parley) {
        assertThatThrownBy(() -> open(parley, "null")).hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void ofTheServerItselfIsFine(Parley parley) {
        WebSocket socket = open(parley, parley.base().toString());

        assertThat(socket.isOutputClosed()).isFalse();
        socket.abort();
    }

    private static WebSocket open(Parley parley, String origin) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(parley.endpoint(), new WebSocket.Listener() {})
                .join();
    }
}

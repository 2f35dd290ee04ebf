package io.parley.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.embedded.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodProcessTest {
    @TempDir
    Path home;

    @Nested
    class Starting {
        @Test
        void quotesAProgramThatDiesAtOnce() throws IOException {
            Path program = script("echo 'cannot open shared object libssl.so'; exit 127");
            assertThatThrownBy(() -> MongodProcess.start(program, home, line -> {}))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("cannot open shared object libssl.so")
                    .hasMessageContaining("PARLEY_MONGO_URI");
        }

        @Test
        void quotesTheErrorsOfItsLog() throws IOException {
            Path program = script("echo '{\"s\":\"I\",\"msg\":\"starting\"}"
                    + "{\"s\":\"E\", \"c\":\"STORAGE\", \"msg\":\"Wrong version of files\"}' > "
                    + home.resolve("mongo/mongod.log") + "; echo 'child process failed'; exit 1");
            assertThatThrownBy(() -> MongodProcess.start(program, home, line -> {}))
                    .hasMessageContaining("Wrong version of files")
                    .hasMessageNotContaining("starting {");
        }

        @Test
        void asksForAReplicaSetOnLoopbackAndItsOwnData() throws IOException {
            Path program = script("echo \"$@\" > " + home.resolve("arguments") + "; exit 1");
            assertThatThrownBy(() -> MongodProcess.start(program, home, line -> {}))
                    .isInstanceOf(StartRefused.class);
            assertThat(Files.readString(home.resolve("arguments")))
                    .contains("--replSet parley", "--bind_ip 127.0.0.1", "--fork")
                    .contains("--dbpath " + home.resolve("mongo/data"));
        }

        @Test
        void givesUpOnANodeThatNeverBecomesPrimary() throws IOException {
            assertThatThrownBy(() -> MongodProcess.start(script("exit 0"), home, Duration.ofMillis(100), line -> {}))
                    .hasMessageContaining("did not become primary");
        }
    }

    @Nested
    class Finding {
        @Test
        void prefersTheConfiguredProgram() throws IOException {
            Path program = script("exit 0");
            assertThat(MongodProgram.find(program.toString(), "/nowhere")).contains(program);
        }

        @Test
        void searchesThePath() throws IOException {
            Path program = script("exit 0");
            assertThat(MongodProgram.find(null, "/nowhere:" + home)).contains(program);
            assertThat(MongodProgram.find(null, "/nowhere")).isEmpty();
        }

        @Test
        void findsNoneWhereNoneIsWanted() throws IOException {
            script("exit 0");
            assertThat(MongodProgram.find("none", home.toString())).isEmpty();
        }

        @Test
        void refusesAConfiguredProgramThatIsNotThere() {
            assertThatThrownBy(() -> MongodProgram.find(home.resolve("none").toString(), null))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("PARLEY_MONGOD");
        }
    }

    @Nested
    class Configuring {
        private final Document config = new Document("_id", "parley")
                .append("version", 3)
                .append("members", List.of(new Document("_id", 0).append("host", "127.0.0.1:1000")));

        @Test
        void keepsAConfigurationThatNamesThisPort() {
            assertThat(SingleNode.namesUs(config, 1000)).isTrue();
        }

        @Test
        void readdressesOneOfAnotherPort() {
            assertThat(SingleNode.namesUs(config, 2000)).isFalse();
            Document readdressed = SingleNode.readdressed(config, 2000);
            assertThat(SingleNode.namesUs(readdressed, 2000)).isTrue();
            assertThat(readdressed.getInteger("version")).isEqualTo(4);
        }
    }

    private Path script(String body) throws IOException {
        Path file = home.resolve("mongod");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}

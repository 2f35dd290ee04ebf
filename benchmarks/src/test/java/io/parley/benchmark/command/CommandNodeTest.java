package io.parley.benchmark.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CommandNodeTest {
    /** PostgreSQL keeps with each row the transaction that made it. */
    @Test
    void commitsTogetherWhatIsSentTogether() {
        try (CommandNode node = CommandNode.on(Store.POSTGRES)) {
            node.send(5, 16);

            List<Integer> rowsOfEachCommit = JdbcClient.create(node.bean(DataSource.class))
                    .sql("select count(*) from domainevententry where sequencenumber > 0 group by xmin::text")
                    .query(Integer.class)
                    .list();
            assertThat(rowsOfEachCommit).containsExactly(16, 16, 16, 16, 16);
        }
    }
}

package io.parley.load.floor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * The PostgreSQL that a running server keeps in its home: the very process, files and settings that the server's own
 * events meet. PostgreSQL itself notes its port there, and the server its password, both for their owner alone.
 */
record ServerPostgres(String url, String password) {
    private static final String USER = "parley";
    private static final int PORT_LINE = 3;
    private static final String SECONDS = "30";

    static ServerPostgres of(Path home) throws IOException {
        Path directory = home.toAbsolutePath().normalize().resolve("postgres");
        try {
            String port = port(directory.resolve("data").resolve("postmaster.pid"));
            String password = Files.readString(directory.resolve("password")).strip();
            return new ServerPostgres("jdbc:postgresql://127.0.0.1:" + port + "/postgres", password);
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    "No server with an embedded PostgreSQL runs on the home " + home + " (" + missing.getMessage()
                            + " is missing); start one with ./parley up, or name the home of the one that runs.",
                    missing);
        }
    }

    private static String port(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() <= PORT_LINE) {
            throw new IOException(pidFile + " names no port; PostgreSQL is just starting, try again when it is ready.");
        }
        return lines.get(PORT_LINE).strip();
    }

    /** A connection on which a commit is on the disk when it returns, or a refusal. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                requireOn(statement, setting);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void requireOn(Statement statement, String setting) throws SQLException {
        try (ResultSet answer = statement.executeQuery("show " + setting)) {
            if (!answer.next() || !"on".equals(answer.getString(1))) {
                throw new SQLException(setting + " is off, and without it inserts are no measure for durable ones");
            }
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}

package io.parley.load;

import io.parley.load.server.OwnServer;
import io.parley.load.server.ServerProcesses;
import io.parley.load.server.Target;
import io.parley.load.settings.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The server under load, which goes as it came: one of our own is stopped, also by Ctrl-C, another is left alone. */
final class TargetServer implements AutoCloseable {
    private final Target target;
    private final @Nullable OwnServer own;
    private final Thread hook;

    private TargetServer(Target target, @Nullable OwnServer own, Thread hook) {
        this.target = target;
        this.own = own;
        this.hook = hook;
    }

    static TargetServer start(ServerOptions options) throws IOException {
        URI url = options.url();
        if (url != null) {
            Long pid = options.pid();
            return new TargetServer(
                    new Target(url, pid == null ? null : ServerProcesses.of(pid), null), null, new Thread());
        }
        Path jar = options.jar();
        if (jar == null) {
            throw new IOException("there is no server to measure; name one with --url, or use ./parley bench");
        }
        return ofOwn(new OwnServer(jar, options.jvmOptions(), options.directory(), options.keep()));
    }

    private static TargetServer ofOwn(OwnServer own) throws IOException {
        Thread hook = new Thread(own::close, "bench-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        System.err.println("starting a server in " + own.home().getParent());
        try {
            own.start();
        } catch (IOException | RuntimeException failed) {
            own.close();
            throw failed;
        }
        return new TargetServer(Target.of(own), own, hook);
    }

    Target target() {
        return target;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}

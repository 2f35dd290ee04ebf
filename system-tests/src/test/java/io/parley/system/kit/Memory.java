package io.parley.system.kit;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a server holds behind a full collection of garbage, in bytes.
 *
 * @param heap used
 * @param direct in buffers outside the heap, those that a pool keeps in reserve included
 */
public record Memory(long heap, long direct) {
    private static final String DIRECT = "java.nio:type=BufferPool,name=direct";

    @SuppressWarnings("BanJNDI") // A local connection to a server that the story started itself.
    public static Memory of(Standalone server) {
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(server)))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                    beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            BufferPoolMXBean direct = ManagementFactory.newPlatformMXBeanProxy(beans, DIRECT, BufferPoolMXBean.class);
            memory.gc();
            return new Memory(memory.getHeapMemoryUsage().getUsed(), direct.getMemoryUsed());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** In the heap and outside of it. */
    public long bytes() {
        return heap + direct;
    }

    private static String agent(Standalone server) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(server.pid()));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException failed) {
            throw new IOException(failed);
        }
    }
}

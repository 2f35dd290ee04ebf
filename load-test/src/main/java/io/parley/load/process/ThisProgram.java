package io.parley.load.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program was started, whether from its jar or from a class path. */
public final class ThisProgram {
    private ThisProgram() {}

    /**
     * The command that starts it again, with the same options for the Java virtual machine.
     *
     * @param main where it begins, unless its jar says so
     */
    public static List<String> again(Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String classPath = System.getProperty("java.class.path");
        command.addAll(
                System.getProperty("sun.java.command", "").startsWith(classPath)
                        ? List.of("-jar", classPath)
                        : List.of("-cp", classPath, main.getName()));
        return command;
    }
}

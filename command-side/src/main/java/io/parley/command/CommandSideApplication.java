package io.parley.command;

import io.parley.command.config.CommandSideConfiguration;
import io.parley.engines.config.EnginesConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({EnginesConfiguration.class, CommandSideConfiguration.class})
public class CommandSideApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(CommandSideApplication.class, arguments);
    }
}

package io.parley.command.config;

import io.parley.command.chat.ChatConfiguration;
import io.parley.command.receipt.ReceiptConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything that decides commands; imported by its own application and by the standalone program. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSideProperties.class)
@Import({
    CommandBusConfiguration.class,
    AggregateConfiguration.class,
    ChatConfiguration.class,
    ReceiptConfiguration.class
})
public class CommandSideConfiguration {}

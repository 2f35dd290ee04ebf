package io.parley.edge.rest;

import io.parley.shared.chat.ChatId;
import io.parley.shared.member.UserId;
import io.parley.shared.message.ClientMessageId;
import io.parley.shared.message.MessageId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {
    private static final String BEARER = "bearer";

    @Bean
    OpenAPI parleyApi() {
        // Ids are records here and texts on the wire.
        List.of(ChatId.class, MessageId.class, UserId.class, ClientMessageId.class)
                .forEach(id -> SpringDocUtils.getConfig().replaceWithSchema(id, new StringSchema()));
        SecurityScheme scheme = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT");
        return new OpenAPI()
                .info(new Info()
                        .title("Parley for bots and simple clients")
                        .version("1")
                        .description("The same fields, codes and guarantees as over RSocket. Every error is"
                                + " {code, message, field, retryable, retryAfterMs}."))
                .components(new Components().addSecuritySchemes(BEARER, scheme))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
}

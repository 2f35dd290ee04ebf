package io.parley.system.kit;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What REST answered. */
public record Answer(int status, String contentType, String body) {
    private static final int MULTIPLE_CHOICES = 300;
    private static final int OK = 200;

    public JsonNode ok() {
        assertThat(status).as(body).isBetween(OK, MULTIPLE_CHOICES - 1);
        return Json.read(body);
    }

    public Refusal refusal(int expectedStatus) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(contentType).contains("json");
        return Refusal.of(Json.read(body));
    }
}

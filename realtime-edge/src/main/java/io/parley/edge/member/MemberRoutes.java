package io.parley.edge.member;

import io.parley.edge.session.Request;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class MemberRoutes {
    private final Members members;

    MemberRoutes(Members members) {
        this.members = members;
    }

    @MessageMapping("members")
    Mono<byte[]> find(Request request) {
        return request.answer(
                MembersRequest.class, body -> members.find(request.session().userId(), body));
    }
}

package io.parley.command.chat;

import io.parley.shared.message.SendMessage;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** A send names its chat. Axon looks for the annotations of the command's type anew for every command. */
final class SendTarget implements CommandTargetResolver {
    private final CommandTargetResolver byAnnotation =
            AnnotationCommandTargetResolver.builder().build();

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        return command.getPayload() instanceof SendMessage send
                ? new VersionedAggregateIdentifier((Object) send.chatId(), null)
                : byAnnotation.resolveTarget(command);
    }
}

package dev.sequent.language.typing;

import dev.sequent.language.model.MessageType;
import java.util.List;

/** What a derived field sees: the fields of its message, and the derived fields before it. */
record OwnNames(List<MessageType.Field> fields, List<MessageType.Derived> derived) {}
